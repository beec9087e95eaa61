/// How a board looks, on the screen and on paper.
enum BoardStyle {
    static let css = """
        :root { --ink: #1d1b18; --soft: #6f6a62; --line: #ddd7cc; --paper: #faf8f4; --card: #fff; --accent: #b3471d; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #ece8e1; --soft: #a39d93; --line: #3a3631; --paper: #191715; --card: #23201d; --accent: #ee8a5c; }
        }
        * { box-sizing: border-box; margin: 0; }
        body { background: var(--paper); color: var(--ink); padding: 48px clamp(16px, 4vw, 64px);
          font: 15px/1.6 "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans", system-ui, sans-serif; }
        header { border-bottom: 2px solid var(--ink); padding-bottom: 20px; margin-bottom: 36px; }
        h1 { font-size: clamp(26px, 4vw, 42px); line-height: 1.2; letter-spacing: -.01em; text-wrap: balance; }
        .facts { color: var(--soft); margin-top: 6px; }
        .cast { list-style: none; padding: 0; margin-top: 14px; display: flex; flex-wrap: wrap; gap: 4px 24px; font-size: .93em; }
        .cast li { color: var(--soft); max-width: 60ch; }
        .cast b { color: var(--ink); margin-right: 4px; }
        section { margin-bottom: 44px; }
        h2 { font-size: 19px; line-height: 1.4; margin-bottom: 4px; }
        h2 span { color: var(--accent); margin-right: 8px; }
        .summary { color: var(--soft); max-width: 90ch; }
        .frames { display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 26px 22px; margin-top: 16px; }
        article { background: var(--card); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; padding-bottom: 14px; }
        figure { border-bottom: 1px solid var(--line); background: #fff; }
        img { display: block; width: 100%; height: auto; }
        .none { aspect-ratio: 1; display: grid; place-items: center; padding: 24px; text-align: center; color: #8a2b0c; background: #f6e9e3; }
        article p, blockquote { margin: 0 14px; }
        .shot { color: var(--soft); font-size: .87em; padding-top: 10px; }
        .shot b { display: inline-block; min-width: 26px; margin-right: 8px; padding: 0 6px; border-radius: 4px; text-align: center;
          background: var(--ink); color: var(--card); }
        .shot span + span::before { content: " · "; }
        .what { margin-top: 4px; }
        blockquote { margin-top: 8px; padding-left: 10px; border-left: 3px solid var(--accent); }
        footer { color: var(--soft); font-size: .87em; }
        @media print {
          :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --card: #fff; }
          @page { size: A4 landscape; margin: 12mm; }
          body { padding: 0; font-size: 10px; }
          .frames { grid-template-columns: repeat(4, 1fr); gap: 10px; }
          article { break-inside: avoid; }
          h2, .summary { break-after: avoid; }
          header { margin-bottom: 16px; } section { margin-bottom: 18px; }
        }
        """
}

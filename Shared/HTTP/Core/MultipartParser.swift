/// Reads a `multipart/form-data` body from bytes as they come (RFC 7578, RFC 2046 section 5.1, strictly): lines end in
/// CR LF, and what two readers could understand differently is refused.
///
/// A value without input or output: `append` what arrived, then call `next` until it gives nil; at the end of the body
/// call `finish`. However the bytes are split, the events are the same but for the cuts between `.bytes` pieces. It
/// holds what is not yet read: at most what was appended last, a line of a header, or the beginning of a boundary.
package struct MultipartParser: Sendable {
    package enum Event: Sendable, Equatable {
        case part(MultipartPart)
        /// The next bytes of that part, never none.
        case bytes([UInt8])
        /// The part is complete.
        case partEnd
        /// The last boundary has come; what may follow is skipped.
        case end
    }

    private enum State {
        /// May go to: itself, boundary.
        case preamble(left: Int)
        /// Behind a boundary. May go to: header, closing.
        case boundary
        /// May go to: itself, opening.
        case header(PartDraft, size: Int)
        /// Behind the empty line, until it is known that no boundary follows at once. May go to: content.
        case opening
        /// May go to: itself, boundary.
        case content(left: Int)
        /// Behind the last boundary. May go to: epilogue.
        case closing
        /// May go to: itself.
        case epilogue(left: Int)
        /// Any state may come here, none leaves.
        case failed(MultipartError)
    }

    /// Blanks behind a boundary, which mail gateways may have added (RFC 2046 section 5.1.1).
    private static let padding = 64

    private let limits: MultipartLimits
    private var state: State
    private var buffer: MultipartBuffer
    /// Bytes that the body may still have.
    private var left: Int
    private var isOverfull = false
    /// Parts that have begun.
    private var count = 0
    /// The last of them whose header was whole.
    private var part: MultipartPart?

    /// A parser at the start of a body.
    package init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        self.limits = limits
        state = .preamble(left: limits.preamble + MultipartBuffer.before)
        buffer = MultipartBuffer(boundary)
        left = limits.total
    }

    /// Bytes that came and are not read yet.
    package var buffered: Int { buffer.count }

    /// Adds what arrived. What is over the limit of the whole is not kept: `next` throws when it has come so far.
    package mutating func append(_ bytes: [UInt8]) {
        if case .failed = state { return }
        isOverfull = isOverfull || bytes.count > left
        buffer.append(bytes.prefix(left))
        left -= min(left, bytes.count)
    }

    /// What the bytes so far say next; nil: more are needed. After an error the same error is thrown again.
    package mutating func next() throws(MultipartError) -> Event? {
        if case .failed(let error) = state { throw error }
        do throws(MultipartFault) {
            if let event = try advance() { return event }
            guard !isOverfull else { throw .formTooLarge }
            return nil
        } catch {
            let error = located(error)
            state = .failed(error)
            buffer.forgetAll()
            throw error
        }
    }

    /// The body has ended: throws unless its last boundary has come.
    package func finish() throws(MultipartError) {
        switch state {
        case .closing, .epilogue: return
        case .preamble: throw located(.boundaryNotFound)
        case .boundary, .header, .opening, .content, .failed: throw located(.truncated)
        }
    }

    private func located(_ fault: MultipartFault) -> MultipartError {
        switch state {
        case .preamble, .closing, .epilogue: MultipartError(fault, limits: limits)
        case .header(let draft, _): MultipartError(fault, part: count - 1, field: draft.name, limits: limits)
        case .boundary, .opening, .content: MultipartError(fault, part: part?.index, field: part?.name, limits: limits)
        case .failed(let error): error
        }
    }

    private mutating func advance() throws(MultipartFault) -> Event? {
        while true {
            switch state {
            case .preamble(let left): guard try skipPreamble(left) else { return nil }
            case .boundary:
                if try closes() { return .end }
                guard try beginPart() else { return nil }
            case .header(let draft, let size):
                guard let line = try readHeader(draft, size) else { return nil }
                if case .end(let part) = line { return .part(part) }
            case .opening: guard try beginContent() else { return nil }
            case .content(let left): return try takeContent(left)
            case .closing:
                guard try buffer.skipLineEnd(padding: Self.padding) else { return nil }
                state = .epilogue(left: limits.epilogue)
            case .epilogue(let left):
                guard buffer.count > 0 else { return nil }
                try skipEpilogue(left)
            case .failed: return nil
            }
        }
    }

    // MARK: Around the parts

    private mutating func skipPreamble(_ left: Int) throws(MultipartFault) -> Bool {
        let (size, isEnded) = buffer.content
        guard size <= left else { throw .boundaryNotFound }
        buffer.skip(size)
        state = isEnded ? .boundary : .preamble(left: left - size)
        if isEnded { buffer.skipBoundary() }
        return isEnded
    }

    private mutating func skipEpilogue(_ left: Int) throws(MultipartFault) {
        guard buffer.count <= left else { throw .epilogueTooLong }
        state = .epilogue(left: left - buffer.count)
        buffer.skip(buffer.count)
    }

    /// Whether the boundary is the last one, which `--` follows.
    private mutating func closes() throws(MultipartFault) -> Bool {
        guard buffer.peek(0) == 0x2D, let second = buffer.peek(1) else { return false }
        guard second == 0x2D else { throw .badBoundaryLine }
        buffer.skip(2)
        state = .closing
        return true
    }

    private mutating func beginPart() throws(MultipartFault) -> Bool {
        guard buffer.peek(0) != 0x2D, try buffer.skipLineEnd(padding: Self.padding) else { return false }
        state = .header(PartDraft(), size: 0)
        count += 1
        guard count <= limits.parts else { throw .tooManyParts }
        return true
    }

    // MARK: Inside a part

    private enum HeaderLine {
        case more(PartDraft, size: Int)
        case end(MultipartPart)
    }

    /// Reads a line of a header; nil if it has not come whole.
    private mutating func readHeader(_ draft: PartDraft, _ size: Int) throws(MultipartFault) -> HeaderLine? {
        let index = count - 1
        let read = try buffer.readLine(limits.header - size) { (line) throws(MultipartFault) -> HeaderLine in
            if line.isEmpty { return .end(try draft.finish(index: index)) }
            var draft = draft
            try draft.add(line)
            return .more(draft, size: size + line.count + 2)
        }
        switch read {
        case nil: break
        case .more(let draft, let size): state = .header(draft, size: size)
        case .end(let part):
            self.part = part
            state = .opening
        }
        return read
    }

    /// A boundary directly behind the empty line ends the part for some readers and is content for others: refused.
    private mutating func beginContent() throws(MultipartFault) -> Bool {
        guard let isBoundary = buffer.beginsWithBoundary else { return false }
        guard !isBoundary else { throw .badBoundaryLine }
        state = .content(left: isFile ? limits.file : limits.text)
        return true
    }

    private mutating func takeContent(_ left: Int) throws(MultipartFault) -> Event? {
        let (size, isEnded) = buffer.content
        if size > 0 {
            guard left > 0 else { throw isFile ? .fileTooLarge : .textTooLarge }
            state = .content(left: left - min(size, left))
            return .bytes(buffer.take(min(size, left)))
        }
        guard isEnded else { return nil }
        buffer.skipBoundary()
        state = .boundary
        return .partEnd
    }

    private var isFile: Bool { part?.isFile ?? false }
}

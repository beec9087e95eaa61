extension AnalysisError {
    /// What every failure of the analysis begins with.
    package static func prefix(chinese: Bool) -> String {
        chinese ? "智能分析失败: " : "Script analysis failed: "
    }

    /// The whole sentence: "智能分析失败: 第1步: 故事切分失败: 请求超时（60秒）".
    package func text(chinese: Bool) -> String {
        Self.prefix(chinese: chinese) + stepText(chinese: chinese) + causeText(chinese: chinese)
    }

    private func stepText(chinese: Bool) -> String {
        guard let step else { return "" }
        let name = step.name(chinese: chinese)
        return chinese ? "第\(step.rawValue)步: \(name)失败: " : "step \(step.rawValue), \(name): "
    }

    private func causeText(chinese: Bool) -> String {
        switch self {
        case .timedOut(_, let seconds): chinese ? "请求超时（\(seconds)秒）" : "timed out (\(seconds) s)"
        case .refused(_, let status, _, _): "HTTP \(status)"
        case .failed(_, _, let reason): reason.text(chinese: chinese)
        case .notConfigured(_, let missing):
            (chinese ? "未配置" : "not configured: ") + missing.joined(separator: chinese ? "或" : " or ")
        }
    }
}

extension AnalysisError.Reason {
    /// The reason for a person.
    package func text(chinese: Bool) -> String {
        switch self {
        case .unreachable: chinese ? "无法连接模型服务" : "the model's server cannot be reached"
        case .connectionLost: chinese ? "与模型服务的连接中断" : "the connection to the model's server broke"
        case .blankAnswer: chinese ? "模型返回了空内容" : "the model's answer was blank"
        case .unreadableAnswer: chinese ? "模型返回的内容无法解析" : "the model's answer could not be read"
        case .contentFiltered: chinese ? "内容被模型服务拒绝" : "the model's server refused the content"
        case .errorInStream(let code): chinese ? "模型服务出错（\(code)）" : "the model's server failed (\(code))"
        }
    }
}

import HTTPCore
import Models

extension MultipartFault {
    /// What is wrong, for a person; `limit` in bytes or parts where the fault has one.
    func text(limit: Int) -> LocalizedText {
        switch self {
        case .notMultipart:
            LocalizedText(
                zh: "Content-Type应为multipart/form-data", en: "The Content-Type must be multipart/form-data")
        case .missingBoundary:
            LocalizedText(
                zh: "Content-Type缺少boundary，请让HTTP库自行设置该请求头",
                en: "The Content-Type names no boundary; let the HTTP library set it")
        case .badBoundary:
            LocalizedText(
                zh: "Content-Type格式错误，boundary应为1到70个合法字符",
                en: "The Content-Type is malformed; its boundary must have 1 to 70 legal characters")
        case .formTooLarge:
            LocalizedText(zh: "表单超过上限（\(limit)字节）", en: "The form is larger than \(limit) bytes")
        case .tooManyParts:
            LocalizedText(zh: "表单超过\(limit)个部分", en: "The form has more than \(limit) parts")
        case .headerTooLarge:
            LocalizedText(zh: "头部超过上限（\(limit)字节）", en: "The header is larger than \(limit) bytes")
        case .textTooLarge:
            LocalizedText(
                zh: "文本超过上限（\(limit)字节）；文件须带filename",
                en: "The text is larger than \(limit) bytes; a file must have a filename")
        case .fileTooLarge:
            LocalizedText(zh: "文件超过上限（\(limit)字节）", en: "The file is larger than \(limit) bytes")
        case .boundaryNotFound:
            LocalizedText(
                zh: "请求体不以Content-Type中的boundary开头",
                en: "The body does not begin with the boundary that the Content-Type names")
        case .badBoundaryLine: LocalizedText(zh: "boundary行格式错误", en: "The line of a boundary is malformed")
        case .epilogueTooLong:
            LocalizedText(
                zh: "最后的boundary之后超过\(limit)字节", en: "More than \(limit) bytes follow the last boundary")
        case .bareLineFeed:
            LocalizedText(zh: "行须以CR LF结尾，而不是单独的LF", en: "Lines must end in CR LF, not in LF alone")
        case .foldedHeader: LocalizedText(zh: "头部不能折行", en: "A header line is folded")
        case .badHeader: LocalizedText(zh: "头部行格式错误", en: "A header line is malformed")
        case .controlCharacter: LocalizedText(zh: "头部含有控制字符", en: "A header line holds a control character")
        case .headerNotUTF8: LocalizedText(zh: "头部不是UTF-8", en: "A header line is not UTF-8")
        case .repeatedHeader: LocalizedText(zh: "头部重复", en: "A header line is repeated")
        case .missingDisposition: LocalizedText(zh: "缺少Content-Disposition", en: "There is no Content-Disposition")
        case .badDisposition: LocalizedText(zh: "Content-Disposition格式错误", en: "Malformed Content-Disposition")
        case .notFormData:
            LocalizedText(zh: "Content-Disposition应为form-data", en: "The Content-Disposition must be form-data")
        case .missingName: LocalizedText(zh: "缺少字段名", en: "There is no field name")
        case .badContentType: LocalizedText(zh: "Content-Type格式错误", en: "Malformed Content-Type")
        case .nestedMultipart:
            LocalizedText(
                zh: "不支持嵌套的multipart，请重复字段名", en: "Parts inside a part are not taken; repeat the field instead")
        case .encodedContent:
            LocalizedText(
                zh: "不支持Content-Transfer-Encoding编码，请发送原始字节",
                en: "No Content-Transfer-Encoding is taken; send the bytes as they are")
        case .unsupportedCharset: LocalizedText(zh: "文本须为UTF-8", en: "The charset of a text must be UTF-8")
        case .textNotUTF8:
            LocalizedText(
                zh: "文本不是有效的UTF-8；文件须带filename", en: "The text is not UTF-8; a file must have a filename")
        case .truncated:
            LocalizedText(zh: "请求体在最后的boundary之前结束", en: "The body ended before the form's last boundary")
        }
    }
}

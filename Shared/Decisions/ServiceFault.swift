import JSON

/// What a service says about an error, in its own words; outside bytes, to be cut before they are shown.
package struct ServiceFault: Sendable, Equatable {
    /// A stable name or number, as text.
    package var code: String?
    /// The class of error, where there is one beside the code.
    package var type: String?
    package var message: String?
    /// The request's parameter at fault.
    package var parameter: String?
    package var requestID: String?
    /// Further words that decide, e.g. OpenRouter's `metadata.error_type`.
    package var marks: [String]

    /// A fault of those parts.
    package init(
        code: String? = nil, type: String? = nil, message: String? = nil, parameter: String? = nil,
        requestID: String? = nil, marks: [String] = []
    ) {
        self.code = code
        self.type = type
        self.message = message
        self.parameter = parameter
        self.requestID = requestID
        self.marks = marks
    }

    /// OpenAI's envelope `{"error":{"message","type","param","code"}}`, which most services imitate; also with the error
    /// as plain text beside a `code` (xAI). Nil where there is none.
    package init?(openAI body: JSONValue) {
        guard let error = body["error"], !error.isNull else { return nil }
        if let text = error.string {
            self.init(code: body["code"]?.word, message: text)
            return
        }
        guard error.object != nil else { return nil }
        self.init(
            code: error["code"]?.word, type: error["type"]?.string, message: error["message"]?.string,
            parameter: error["param"]?.string, requestID: body["request_id"]?.string)
    }
}

extension JSONValue {
    /// A text, or a number as text: services write codes either way.
    package var word: String? { string ?? number?.text }
}

import GatewayCore
import HTTPCore
import HTTPServer
import Models

extension ImageRoutes {
    /// `POST /v1/images/edits`: `n` pictures of each piece, all of piece 1 first.
    func edit(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let form = try await request.multipartForm(limits: limits.form)
        let (wanted, inputs, fingerprint) = try await offLoop {
            let fields = ImageFields(form: form.fields.map { ($0.name, $0.value) })
            let wanted = try ImageRequest(fields, known: ImageRequest.editFields, needsPrompt: false)
            let inputs = try ImageInputs(form, prompt: wanted.prompt)
            return (wanted, inputs, ImageFingerprint.of(request, parts: form.fingerprintParts))
        }
        guard inputs.pieces.count * wanted.count <= ImageRequest.mostEdits else {
            throw GatewayError.invalidParameter(
                field: "n",
                reason: LocalizedText(
                    zh: "结果超过\(ImageRequest.mostEdits)张", en: "asks for more than \(ImageRequest.mostEdits) pictures"))
        }
        let call = identity(request, context, fingerprint)
        let choice = try await pictures.models(for: call).choice(for: wanted.model)
        let order = try wanted.order(choice)
        let orders = inputs.pieces.flatMap { piece in
            Array(repeating: order.editing(piece, of: inputs), count: wanted.count)
        }
        let set = ImageSet(
            orders: orders, inputCount: inputs.files.count, request: wanted, eventPrefix: "image_edit",
            warnings: choice.warnings(call.language), fingerprint: fingerprint)
        return try await answer(set, to: request, call)
    }
}

extension ImageRequest {
    /// Fields of an edit's form.
    static let editFields = fields.union(["input_fidelity", "prompts", "groups"])
    /// Pictures of one edit, all variants of all inputs.
    static let mostEdits = 100
}

extension PictureOrder {
    /// The order of one piece: its prompt, its pictures in the order of its list, the mask.
    fileprivate func editing(_ piece: ImageInputs.Piece, of inputs: ImageInputs) -> PictureOrder {
        var order = self
        order.prompt = piece.prompt
        order.files = piece.inputs.map { PictureFile(inputs.files[$0]) }
        order.mask = inputs.mask.map { PictureFile($0) }
        return order
    }
}

extension PictureFile {
    fileprivate init(_ file: MultipartFile) { self.init(file.bytes, mediaType: file.contentType) }
}

extension MultipartForm {
    /// What the form says, whatever its boundary is.
    fileprivate var fingerprintParts: [[UInt8]] {
        fields.map { Array("\($0.name)=\($0.value)".utf8) } + files.map { Array("\($0.name):".utf8) + $0.bytes }
    }
}

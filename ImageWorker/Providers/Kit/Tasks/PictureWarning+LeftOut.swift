import ImageWorkerCore

extension PictureWarning {
    /// What is to be said of a parameter that the service did not like and that was left out; nil for one that carried
    /// nothing of the order's. Services have names of their own: the caller is told the one that the order has.
    init?(leftOut parameter: String, of order: PictureOrder) {
        switch parameter {
        case "size", "image_config", "aspect_ratio", "resolution": self = .noEffect(field: "size")
        case "input_fidelity": self = .noEffect(field: PictureOptions.Name.inputFidelity.rawValue)
        case "stream", "partial_images":
            // Some requests are streamed for our own sake.
            guard order.options.partialImages != nil else { return nil }
            self = .noEffect(field: PictureOptions.Name.partialImages.rawValue)
        case "max_tokens", "usage": return nil
        default: self = .noEffect(field: parameter)
        }
    }
}

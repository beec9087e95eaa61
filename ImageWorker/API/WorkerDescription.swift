import ImageWorkerCore
import JSON
import Models

/// The worker's OpenAPI document.
enum WorkerDescription {
    static func document(version: String) -> JSONValue {
        [
            "openapi": "3.1.0",
            "info": ["title": "ScriptToFrame Image Generation API", "version": .string(version)],
            "paths": .object(paths),
            "components": [
                "schemas": [
                    "PictureRequest": pictureRequest,
                    "Error": error,
                ]
            ],
        ]
    }

    private static var paths: JSONObject {
        [
            "/api/generate-image": ["post": generate],
            "/api/edit-image": ["post": edit],
            "/api/attempts/{id}": [
                "get": operation("State of an attempt", "The state.", parameters: [id]),
                "delete": operation("Free an attempt", "Freed.", status: "204", parameters: [id]),
            ],
            "/api/attempts/{id}/picture": ["get": operation("Picture of an attempt", "The bytes.", parameters: [id])],
            "/api/health": ["get": operation("Health of this process and its dependencies", "Healthy.")],
            "/": ["get": operation("What this service is", "Its description.")],
            "/livez": ["get": operation("Whether the process runs", "It does.")],
            "/readyz": ["get": operation("Whether it takes work", "It does.")],
            "/metrics": ["get": operation("Figures for Prometheus", "The figures.")],
        ]
    }

    private static let generate: JSONValue = [
        "summary": "Generate one picture",
        "requestBody": [
            "required": true,
            "content": ["application/json": ["schema": ["$ref": "#/components/schemas/PictureRequest"]]],
        ],
        "responses": pictureAnswers,
    ]

    private static let edit: JSONValue = [
        "summary": "Make one picture from pictures that are sent along",
        "description": "Fields as of /api/generate-image; those that are no text are JSON.",
        "requestBody": [
            "required": true,
            "content": ["multipart/form-data": ["schema": editForm]],
        ],
        "responses": pictureAnswers,
    ]

    private static let editForm: JSONValue = [
        "allOf": [
            ["$ref": "#/components/schemas/PictureRequest"],
            [
                "type": "object",
                "properties": [
                    "image": [
                        "type": "array", "items": ["type": "string", "format": "binary"],
                        "description": "Also as image[]; the references, in the order in which they come.",
                    ],
                    "mask": [
                        "type": "string", "format": "binary",
                        "description": "As large as the first image; transparent where that may be changed.",
                    ],
                    "names": [
                        "type": "array", "items": ["type": ["string", "null"]],
                        "description": "Whom or what each image shows, as the prompt says it.",
                    ],
                ],
            ],
        ]
    ]

    private static let pictureAnswers: JSONValue = [
        "200": [
            "description": "The picture in the form that Accept asks for.",
            "content": [
                "application/json": ["schema": ["type": "object"]],
                "image/*": ["schema": ["type": "string", "format": "binary"]],
                "text/event-stream": ["schema": ["type": "string"]],
            ],
        ],
        "default": failure,
    ]

    private static let pictureRequest: JSONValue = [
        "type": "object",
        "properties": [
            "prompt": ["type": "string"],
            "frame": ["type": "object", "description": "Its prompt, then its jimengPrompt, win over prompt."],
            "provider": ["type": "string"],
            "size": ["type": "string", "examples": ["1024x1024"]],
            "style": ["type": "string"],
            "seed": ["type": "integer"],
            "model": ["type": "string", "description": "The provider's model, instead of the one of the settings."],
            "referenceImages": referenceImages,
            "negativePrompt": ["type": "string"],
            "quality": ["type": "string"],
            "background": ["type": "string"],
            "inputFidelity": ["type": "string"],
            "moderation": ["type": "string"],
            "steps": ["type": "integer"],
            "guidanceScale": ["type": "number"],
            "trueCFGScale": ["type": "number"],
            "maxSequenceLength": ["type": "integer"],
            "partialImages": ["type": "integer", "minimum": 0, "maximum": 3],
            "crop": [
                "oneOf": [["const": false], cropSchema], "description": "Without it, as the worker's settings say.",
            ],
            "output": output,
            "attemptId": ["type": "string", "maxLength": 128],
            "resume": [
                "type": "object",
                "properties": ["provider": ["type": "string"], "providerTaskId": ["type": "string"]],
                "required": ["provider", "providerTaskId"],
            ],
        ],
    ]

    private static let referenceImages: JSONValue = [
        "type": "array", "description": "In the order in which they are numbered, from 1.",
        "items": [
            "oneOf": [
                ["type": "string", "description": "An http(s) address or a data URL."],
                [
                    "type": "object",
                    "properties": [
                        "url": ["type": "string", "description": "An http(s) address or a data URL."],
                        "data": ["type": "string", "description": "A data URL or Base64; instead of url."],
                        "name": ["type": "string", "description": "Whom or what it shows, as the prompt says it."],
                        "publicUrl": [
                            "type": "string",
                            "description": "Where a provider that fetches references itself can reach it.",
                        ],
                    ],
                ],
            ]
        ],
    ]

    private static let cropSchema: JSONValue = [
        "type": "object",
        "properties": [
            "position": ["enum": names(PictureEdit.Side.self)],
            "pixels": ["type": "integer", "minimum": 1, "maximum": .int(PictureHeader.longestSide)],
        ],
    ]

    private static let output: JSONValue = [
        "type": "object",
        "properties": [
            "format": ["enum": names(PictureEdit.Format.self)],
            "quality": ["type": "integer", "minimum": 0, "maximum": 100],
            "size": ["type": "string", "examples": ["512x512"]],
            "fit": ["enum": names(PictureEdit.Fit.self)],
        ],
        "required": ["format"],
    ]

    private static func names<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> JSONValue {
        .array(type.allCases.map { .string($0.rawValue) })
    }

    private static let error: JSONValue = [
        "type": "object",
        "properties": [
            "success": ["const": false],
            "error": ["type": "string"],
            "errorCode": ["enum": .array(ErrorCode.allCases.map { .string($0.rawValue) })],
            "requestId": ["type": "string"],
            "timestamp": ["type": "string", "format": "date-time"],
            "details": ["type": "object"],
        ],
    ]

    private static let failure: JSONValue = [
        "description": "What went wrong.",
        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
    ]

    private static let id: JSONValue = [
        "name": "id", "in": "path", "required": true, "schema": ["type": "string", "maxLength": 128],
    ]

    private static func operation(
        _ summary: String, _ good: String, status: String = "200", parameters: [JSONValue] = []
    ) -> JSONValue {
        [
            "summary": .string(summary), "parameters": .array(parameters),
            "responses": .object(responses(status, good)),
        ]
    }

    private static func responses(_ status: String, _ good: String) -> JSONObject {
        var responses: JSONObject = ["default": failure]
        responses[status] = ["description": .string(good)]
        return responses
    }
}

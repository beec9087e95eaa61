import Decisions

extension DecisionTable {
    /// The error page of OpenAI and of what speaks like it (providers' page, section 4.5).
    package static let openAI: [Row] = [
        .said("moderation_blocked", "content_policy_violation", "image_generation_user_error", is: .refused(.final)),
        // Waiting does not help an empty account.
        .said("insufficient_quota", is: .failed),
        // Relays put errors into it, and it says so: nothing was made.
        .status(200, .failed),
        .said("unknown_parameter", "unsupported_parameter", at: 400, is: .dropParameter),
        // The service's own word; a 500 without one may come from anything in front of it.
        .said("server_error", at: 500, is: .retry),
    ]
}

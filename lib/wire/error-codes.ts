/**
 * Every error the product answers, with its HTTP status. The code is also the key of its sentence in
 * `lib/i18n/ru/errors.json` and `en/errors.json` (a test holds the three lists equal).
 */
export const errorStatus = {
  malformed_request: 400,
  unknown_webhook_shape: 400,
  invalid_cursor: 400,
  not_signed_in: 401,
  invalid_sign_in: 401,
  not_allowed: 403,
  wrong_origin: 403,
  invalid_signature: 403,
  not_found: 404,
  already_set_up: 409,
  seller_exists: 409,
  email_taken: 409,
  idempotency_conflict: 409,
  not_retryable: 409,
  not_cancellable: 409,
  tag_taken: 409,
  shortcut_taken: 409,
  seller_not_active: 409,
  body_too_large: 413,
  invalid_input: 422,
  credentials_rejected: 422,
  role_missing: 422,
  subscription_missing: 422,
  text_too_long: 422,
  file_too_large: 413,
  file_type_refused: 422,
  file_empty: 422,
  files_not_supported: 422,
  unknown_tag: 422,
  unknown_person: 422,
  unknown_time_zone: 422,
  rule_loops: 422,
  period_too_long: 422,
  reply_window_closed: 422,
  chat_closed: 422,
  not_writable: 422,
  moderation_rejected: 422,
  unknown_assignee: 422,
  too_many_requests: 429,
  internal: 500,
  delivery_unconfirmed: 502,
  unexpected_answer: 502,
  file_unavailable: 502,
  marketplace_refused: 502,
  marketplace_unavailable: 503,
  rate_limited: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** The list of codes, for tests and documents. */
export const errorCodes = Object.keys(errorStatus) as ErrorCode[]; // keys of a literal object: exactly the union

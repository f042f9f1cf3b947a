/**
 * What a provider may say when it refuses: the closed lists of RFC 6749 4.1.2.1 and 5.2, OpenID Connect Core 3.1.2.6,
 * RFC 7009 2.2.1, RFC 6750 3.1, RFC 8707 2 and RFC 9470 3, and Google's word for a window inside an app. Such a
 * word isn't free text, so it may be logged and shown (reliability 35).
 */
export const PROVIDER_WORDS = [
  "invalid_request",
  "unauthorized_client",
  "access_denied",
  "unsupported_response_type",
  "invalid_scope",
  "server_error",
  "temporarily_unavailable",
  "invalid_client",
  "invalid_grant",
  "unsupported_grant_type",
  "interaction_required",
  "login_required",
  "account_selection_required",
  "consent_required",
  "invalid_request_uri",
  "invalid_request_object",
  "request_not_supported",
  "request_uri_not_supported",
  "registration_not_supported",
  "unsupported_token_type",
  "invalid_token",
  "insufficient_scope",
  "invalid_target",
  "insufficient_user_authentication",
  "disallowed_useragent",
] as const;

export type ProviderWord = (typeof PROVIDER_WORDS)[number];

export function providerWord(text: unknown): ProviderWord | null {
  return PROVIDER_WORDS.find((word) => word === text) ?? null;
}

/** Somebody has to log in, agree or choose; no other client and no later time changes that (OpenID Connect Core 3.1.2.6). */
const NEEDS_PERSON: ReadonlySet<ProviderWord> = new Set<ProviderWord>([
  "interaction_required",
  "login_required",
  "account_selection_required",
  "consent_required",
  "insufficient_user_authentication",
]);

export function needsPerson(word: ProviderWord | null): boolean {
  return word !== null && NEEDS_PERSON.has(word);
}

/** What is behind an error and may be shown: the provider's word, and the address that it is about. */
export type Said = {
  readonly word: ProviderWord | null;
  /** Origin and path; null when it is about none. */
  readonly place: string | null;
};

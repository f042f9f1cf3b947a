/** What `loginHint` may take from the OS account. */
export type OsAccount = {
  /** Without its domain; null where the OS doesn't tell. */
  readonly user: string | null;
  /** User principal name, which accounts of a domain have (RFC 822 form, `user@office.example`); null elsewhere. */
  readonly upn: string | null;
};

/** Why nothing is sent. */
export type HintLeftOut = "no-upn" | "no-user" | "unusable-user";

export type LoginHint = { readonly hint: string } | { readonly leftOut: HintLeftOut };

const USER = "{user}";
const UPN = "{upn}";

/** As scripts write a name of the environment, which nobody replaces here: `%USERNAME%`, `$USER`, `${user}`. */
const ENVIRONMENT = /%[^%]+%|\$(?:\{|[A-Za-z_])/u;

/** A fixed value, one with `{user}` in it once, or `{upn}` alone. No other braces, no blanks, nothing unprintable. */
export function isLoginHintTemplate(text: string): boolean {
  if (text === UPN) return true;
  if (ENVIRONMENT.test(text)) return false;
  const rest = text.replace(USER, "");
  return text !== "" && text.length <= LONGEST && isPlain(text) && !/[{}]/u.test(rest);
}

/** Does the OS have to be asked who is logged on? */
export function needsAccount(template: string): boolean {
  return template === UPN || template.includes(USER);
}

/** Who is meant, as `login_hint` says it (OpenID Connect Core 3.1.2.1). @param template `isLoginHintTemplate` holds */
export function loginHintOf(template: string, { user, upn }: OsAccount): LoginHint {
  if (template === UPN) return upn === null || !isSent(upn) ? { leftOut: "no-upn" } : { hint: upn };
  if (!template.includes(USER)) return { hint: template };
  if (user === null || user === "") return { leftOut: "no-user" };
  // An account's name may hold a blank or a domain, and a mail address made of it would be nobody's.
  if (/[@\\/{}]/u.test(user)) return { leftOut: "unusable-user" };
  const hint = template.replace(USER, () => user);
  return isSent(hint) ? { hint } : { leftOut: "unusable-user" };
}

/** As long as a mail address may be (RFC 5321 4.5.3.1). */
const LONGEST = 320;

function isSent(text: string): boolean {
  return text !== "" && text.length <= LONGEST && isPlain(text);
}

function isPlain(text: string): boolean {
  return !/[\s\p{C}]/u.test(text);
}

import { accessPathSetting } from "../../core/rules/access-path.ts";
import { loginMethods } from "../../core/rules/login-methods.ts";
import type { AccessPath } from "../../core/service/manual.ts";
import type { LoginMethod, ServiceId } from "../../core/service/profile.ts";
import { RULE_WORDS } from "../../shared/verdict-words.ts";
import type { Language } from "../../shared/view.ts";

type Choices<V extends string> = readonly (readonly [value: V, label: string])[];

/** The login methods that this service has, by their names. */
export function methodChoices(service: ServiceId, language: Language): Choices<LoginMethod> {
  return loginMethods(service).value.methods.map((one) => [one, RULE_WORDS[language].method[one]]);
}

/** The chosen method, or the one that every service has when this one hasn't got it. */
export function methodHere(service: ServiceId, chosen: LoginMethod): LoginMethod {
  return loginMethods(service).value.methods.includes(chosen) ? chosen : "password";
}

/** The access path's settings as this service's menu calls them, and not knowing it. */
export function pathChoices(service: ServiceId, notKnown: string): Choices<AccessPath | "unknown"> {
  const name = (path: AccessPath) => accessPathSetting(service, path).value.names.menu;
  return [
    ["unknown", notKnown],
    ["line-and-internet", name("line-and-internet")],
    ["line-only", name("line-only")],
  ];
}

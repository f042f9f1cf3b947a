import { accessPathSetting } from "../../src/core/rules/access-path.ts";
import type { AccessPath } from "../../src/core/service/manual.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { Contract } from "../state/organisation-schema.ts";
import type { FormState } from "../web/form.ts";
import { cardPage, facts, formPage } from "./card.ts";
import { BACK_TO_MENU, CONTRACT_NAMES } from "./contract-names.ts";
import { backLink, radioGroup, submitButton } from "./form.ts";
import { html } from "./html.ts";

type Path = Contract["accessPath"];

const CORE: Readonly<Record<Path, AccessPath>> = { both: "line-and-internet", "line-only": "line-only" };

/** What a value is called in the menu or in the console (facts A14). */
export function pathName(service: ServiceId, path: Path, where: "menu" | "console"): string {
  return accessPathSetting(service, CORE[path]).value.names[where];
}

export function pathChoices(service: ServiceId, where: "menu" | "console") {
  return (["both", "line-only"] as const).map((path) => [path, pathName(service, path, where)] as const);
}

/** The name of the setting's screen, which is its menu's (facts A15). */
function settingName(service: ServiceId): string {
  return accessPathSetting(service, "line-only").value.places[0]?.menu ?? "アクセス経路設定";
}

/** B24, B25. */
export function accessPathPage(service: ServiceId, form: FormState, path: Path): string {
  const fields = html`${radioGroup(form, {
    name: "path",
    label: service === "codec" ? "通信経路" : "アクセス経路",
    value: path,
    choices: pathChoices(service, "menu"),
  })}
<p class="soft">ご契約内のすべてのユーザの設定が変わります。「${pathName(service, "line-only", "menu")}」にすると、登録した回線以外からはログインできなくなります。</p>
${submitButton(CONTRACT_NAMES[service].pathButton)}
${
  service === "codec" &&
  html`<h2>プラン変更</h2>
${backLink("/plan", "プラン変更")}`
}
${backLink(BACK_TO_MENU.href)}`;
  return formPage(service, settingName(service), { form, action: "/access-path", fields });
}

/** B26. */
export function accessPathConfirmPage(
  service: ServiceId,
  form: FormState,
  change: { readonly from: Path; readonly to: Path },
): string {
  const fields = html`${facts([
    ["変更前", pathName(service, change.from, "menu")],
    ["変更後", pathName(service, change.to, "menu")],
  ])}
<input type="hidden" name="path" value="${change.to}">
${submitButton("変更")}
${backLink("/access-path")}`;
  const lead = html`<p>次のとおり変更します。ご契約内のすべてのユーザに適用されます。</p>`;
  const action = "/access-path/confirm";
  return formPage(service, CONTRACT_NAMES[service].pathConfirmation, { form, action, fields, lead });
}

/** B27. */
export function accessPathDonePage(service: ServiceId, path: Path): string {
  const inside = html`<p>設定を変更しました。</p>
${facts([["いまの設定", pathName(service, path, "menu")]])}
${backLink(BACK_TO_MENU.href, BACK_TO_MENU.label)}`;
  return cardPage(service, CONTRACT_NAMES[service].pathDone, inside);
}

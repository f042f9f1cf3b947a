import type { ConsentDoubt } from "../../src/core/login/consent-rules.ts";
import { type Growth, left, STILL_GROWTHS } from "./growths.ts";
import { NOTIFY } from "./page-sketch.ts";

/** For each rule of the plan, pages that only it holds back. */
export function rulePages(doubt: ConsentDoubt): readonly Growth[] {
  return [...(BY_NAME[doubt] ?? []).map(named), ...(OF_THEIR_OWN[doubt] ?? [])];
}

const BY_NAME: Partial<Record<ConsentDoubt, readonly string[]>> = {
  covered: ["answers under glass", "button covered", "button nobody sees: off-screen"],
  "names-differ": ["通知する is heard otherwise", "通知する is heard from elsewhere"],
  disabled: ["answers that can't be given"],
  "other-control": [
    "text in the form",
    "box after its words in the form",
    "list in the form",
    "switch before the answers",
  ],
  "unseen-choice": ["ticked box nobody sees: display", "text nobody sees: opacity"],
  button: ["二つ目の決定 in the form"],
  "other-form": ["another form has a 決定"],
  target: ["goes to a new window", "goes by GET", "goes as plain text", "button goes to somebody else"],
  recipient: ["two recipients", "no service", "another recipient that nobody sees: off-screen"],
  terms: ["the form speaks of money"],
  "hidden-part": ["frame with a box in the form", "box of the form in a closed shadow tree in the form"],
};

const OF_THEIR_OWN: Partial<Record<ConsentDoubt, readonly Growth[]>> = {
  "too-large": [
    left("more controls than are looked at", (sketch) => {
      sketch.afterForm += '<button type="button">大</button>'.repeat(90);
    }),
    left("more lines than are looked at", (sketch) => {
      sketch.afterForm += "<p>お知らせ</p>".repeat(300);
    }),
  ],
  // Of all services, as another third answer is, is a matter of the terms, too.
  answers: [
    left("third answer, to be given later", (sketch) => {
      sketch.formEnd += `<p><label><input type="radio" name="${NOTIFY}" value="later">あとで決める</label></p>`;
    }),
  ],
  // What is said beside them is a matter of the terms, too.
  "names-differ": [
    left("決定 is heard as something else", (sketch) => {
      sketch.button = '<p><button id="go" aria-label="次へ">決定</button></p>';
    }),
  ],
  "other-form": [
    left("a box without a form that says little", (sketch) => {
      sketch.afterForm += '<p><label><input type="checkbox" checked>お知らせ</label></p>';
    }),
  ],
  "several-forms": [
    left("another form asks, with another button", (sketch) => {
      sketch.afterForm +=
        '<form method="post" action="{at}/option"><label><input type="radio" name="n2" value="yes">通知する</label><label><input type="radio" name="n2" value="no">通知しない</label><button>送る</button></form>';
    }),
  ],
};

function named(name: string): Growth {
  const found = STILL_GROWTHS.find((growth) => growth.name === name);
  if (found === undefined) throw new Error(`no growth is called ${name}`);
  return found;
}

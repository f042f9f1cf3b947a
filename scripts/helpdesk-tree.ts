import { BRANCHES, type Branch } from "../src/core/recovery/branches.ts";
import type { BranchId } from "../src/core/recovery/known.ts";
import { isQuestion, type Lead, QUESTIONS, type QuestionId } from "../src/core/recovery/questions.ts";
import { BRANCH_OF_CODE } from "../src/core/recovery/recognise.ts";
import type { GuideStepId } from "../src/core/recovery/steps.ts";
import { RECOVERY_WORDS } from "../src/shared/locales/recovery-text.ts";
import { table } from "./guide-doc.ts";

// The recovery guide's branches as the helpdesk's decision tree: where something is asked a diagram, else a table.

const words = RECOVERY_WORDS.ja;
const HANDED_ON = "管理者に引き継ぐ";

/** A question whose answers all go on changes only who does what: it is asked on the way. */
function leads(question: QuestionId): boolean {
  return Object.values(QUESTIONS[question]).some((lead) => lead !== "go-on");
}

const asks = ({ path }: Branch) => path.some((item) => isQuestion(item) && leads(item));

const codesOf = (id: BranchId) =>
  Object.entries(BRANCH_OF_CODE).flatMap(([code, branch]) => (branch === id ? [code] : []));
const ALL = Object.keys(BRANCHES) as readonly BranchId[];
/** A call begins at one of these: a code says so, and something has to be asked. */
const STARTS = ALL.filter((id) => asks(BRANCHES[id]) && codesOf(id).length > 0);

/** What an answer or a failure leads to from there, with itself; the beginning of another diagram leads no further. */
function reached(start: BranchId): ReadonlySet<BranchId> {
  const found = new Set<BranchId>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    found.add(id);
    if (id !== start && STARTS.includes(id)) continue;
    const { path, otherwise } = BRANCHES[id];
    const leadsTo = [...path.filter(isQuestion).flatMap((one) => Object.values(QUESTIONS[one])), otherwise];
    for (const lead of leadsTo)
      if (lead !== "go-on" && lead !== "helpdesk" && !found.has(lead)) open.push(lead);
  }
  return found;
}

const DRAWN: ReadonlySet<BranchId> = new Set(STARTS.flatMap((id) => [...reached(id)]));

/** A heading and a diagram, in Mermaid, for each branch that a call begins at and that has to ask. */
export function trees(): string {
  return STARTS.map((start) => {
    const lines = [...reached(start)].flatMap((id) =>
      id !== start && STARTS.includes(id)
        ? [`${id}([${quoted(`図「${words.branch[id].title}」へ`)}])`]
        : linesOf(id),
    );
    const end = lines.some((line) => line.endsWith("> helpdesk")) ? [`helpdesk([${quoted(HANDED_ON)}])`] : [];
    const diagram = ["flowchart TD", ...[...lines, ...end].map((line) => `  ${line}`)];
    return [`### ${words.branch[start].title}`, "", "```mermaid", ...diagram, "```", ""].join("\n");
  }).join("\n");
}

const quoted = (text: string) => `"${text.replaceAll('"', "#quot;")}"`;

/** One branch: its questions with where each answer leads, and between them what is said. */
function linesOf(id: BranchId): readonly string[] {
  const { path, otherwise } = BRANCHES[id];
  const lines: string[] = [];
  // Where the next arrow begins; null = every answer led away.
  let from: { readonly node: string; readonly arrow: string } | null = null;
  for (const [index, part] of partsOf(path).entries()) {
    const node = index === 0 ? id : `${id}-${index}`;
    const head = index === 0 ? [`<b>${words.branch[id].title}</b>`, ...codesOf(id)] : [];
    const isAsked = typeof part === "string";
    const text = quoted([...head, ...(isAsked ? [words.question[part].ask] : part)].join("<br>"));
    lines.push(isAsked ? `${node}{{${text}}}` : `${node}[${text}]`);
    if (from !== null) lines.push(`${from.node} ${from.arrow} ${node}`);
    from = { node, arrow: "-->" };
    if (!isAsked) continue;
    const { "go-on": goOn, ...away } = answersOf(part);
    for (const [lead, said = []] of Object.entries(away))
      lines.push(`${node} -- ${quoted(said.join("<br>"))} --> ${lead}`);
    from = goOn === undefined ? null : { node, arrow: `-- ${quoted(goOn.join("<br>"))} -->` };
  }
  if (from !== null && otherwise !== "helpdesk")
    lines.push(`${from.node} -. ${quoted(words.stuck)} .-> ${otherwise}`);
  return lines;
}

/** Questions that lead, and between them what is said. */
function partsOf(path: Branch["path"]): readonly (QuestionId | readonly string[])[] {
  const parts: (QuestionId | string[])[] = [];
  for (const item of path) {
    const last = parts.at(-1);
    if (isQuestion(item) && leads(item)) parts.push(item);
    else if (isSilent(item, path)) continue;
    else if (Array.isArray(last)) last.push(said(item));
    else parts.push([said(item)]);
  }
  return parts;
}

/** To wait is said where there is nothing else to do. */
const isSilent = (item: string, path: Branch["path"]) => item === "arrive" && path.length > 1;

const said = (item: QuestionId | GuideStepId) =>
  isQuestion(item) ? words.question[item].ask : words.step[item];

/** Where its answers lead → their words. */
function answersOf(question: QuestionId): Readonly<Partial<Record<Lead, readonly string[]>>> {
  const texts: Readonly<Record<string, string>> = words.question[question].answers;
  const leadsTo: Readonly<Record<string, Lead>> = QUESTIONS[question];
  const found: Partial<Record<Lead, string[]>> = {};
  for (const [answer, lead] of Object.entries(leadsTo)) {
    found[lead] ??= [];
    found[lead].push(texts[answer] ?? answer);
  }
  return found;
}

/** What is said where nothing has to be asked, in its order. */
export function sayings(): string {
  const plain = ALL.filter((id) => !DRAWN.has(id));
  return table(
    ["見出し", "エラーコード", "お伝えする言葉", "うまくいかないとき"],
    plain.map((id) => {
      const { path, otherwise } = BRANCHES[id];
      return [
        words.branch[id].title,
        codesOf(id)
          .map((code) => `\`${code}\``)
          .join("<br>"),
        path
          .filter((item) => !isSilent(item, path))
          .map(said)
          .join("<br>"),
        otherwise === "helpdesk" ? HANDED_ON : words.branch[otherwise].title,
      ];
    }),
  );
}

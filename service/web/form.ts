import type { z } from "zod";
import { type Exchange, formToken, readForm } from "./http.ts";
import { secret } from "./secret.ts";

/** What is wrong with a form, by field; `form` = with the whole. Plain Japanese, ready to be shown. */
export type Problems = Readonly<Record<string, string>>;

export type FormState = {
  /** The hidden `form` field of the page. */
  readonly token: string;
  /** The hidden `once` field of a form that does its work once. */
  readonly once?: string;
  readonly problems: Problems;
  /** What was typed, to be shown again. Secrets are never put back into a page. */
  readonly typed: Readonly<Record<string, string>>;
};

/** What a form takes and does; `page` shows it, `accept` does its work. */
export type Form<S extends z.ZodType> = {
  readonly fields: S;
  /** Its work isn't done again when the same form is sent a second time. A login may be pressed twice. */
  readonly once?: true;
  readonly page: (state: FormState) => void;
  readonly accept: (values: z.infer<S>) => Promise<Problems | null> | Problems | null;
};

type Typed = FormState["typed"];

/** A form that is about to be shown. */
export function formState(x: Exchange, typed: Typed = {}, problems: Problems = {}): FormState {
  return { token: formToken(x), once: secret(), problems, typed };
}

/**
 * One form of ours. GET shows it. POST reads it by its schema, whose messages are what people read; what doesn't fit
 * is shown again with its problems and without any effect, what isn't our form at all is refused in words.
 * `accept` returns problems of its own to show the form again, or null when it has answered.
 * @param refuse answers what isn't our form: another origin's, without this browser's token, too big
 * @param once for a form that does its work once: `spend` says whether this one hadn't yet, `refuse` answers when it had
 */
export async function answerForm<S extends z.ZodType>(
  x: Exchange,
  form: Form<S>,
  refuse: () => void,
  once?: { readonly spend: (word: string) => boolean; readonly refuse: () => void },
): Promise<void> {
  const show = (problems: Problems, typed: Typed) => form.page(formState(x, typed, problems));
  if (x.method !== "POST") return show({}, {});
  const posted = await readForm(x);
  if (posted === null) return refuse();
  const { once: word = "", ...typed } = posted;
  if (once !== undefined && !/^[\w-]{32}$/u.test(word)) return refuse();
  const read = form.fields.safeParse(typed);
  if (!read.success) return show(problemsOf(read.error), typed);
  // before the work: sent twice at the same moment, it works once
  if (once !== undefined && !once.spend(word)) return once.refuse();
  const problems = await form.accept(read.data);
  if (problems !== null) show(problems, typed);
}

/** The first problem of each field. */
function problemsOf(error: z.ZodError): Problems {
  const found: Record<string, string> = {};
  for (const { path, message } of error.issues) found[String(path[0] ?? "form")] ??= message;
  return found;
}

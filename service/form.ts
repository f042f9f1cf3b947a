import type { z } from "zod";
import { type Exchange, formToken, readForm } from "./http.ts";
import { badForm, type Visit } from "./visit.ts";

/** What is wrong with a form, by field; `form` = with the whole. Plain Japanese, ready to be shown. */
export type Problems = Readonly<Record<string, string>>;

export type FormState = {
  /** The hidden `form` field of the page. */
  readonly token: string;
  readonly problems: Problems;
  /** What was typed, to be shown again. Secrets are never put back into a page. */
  readonly typed: Readonly<Record<string, string>>;
};

type Form<S extends z.ZodType> = {
  readonly fields: S;
  readonly page: (state: FormState) => void;
  readonly accept: (values: z.infer<S>) => Promise<Problems | null> | Problems | null;
};

/** A form of one service's host. */
export function formRoute<S extends z.ZodType>(visit: Visit, form: Form<S>): Promise<void> {
  return answerForm(visit, form, () => badForm(visit));
}

/**
 * One form of ours. GET shows it. POST reads it by its schema, whose messages are what people read; what doesn't fit
 * is shown again with its problems and without any effect, what isn't our form at all is refused in words.
 * `accept` returns problems of its own to show the form again, or null when it has answered.
 * @param refuse answers what isn't our form: another origin's, without this browser's token, too big
 */
export async function answerForm<S extends z.ZodType>(
  x: Exchange,
  form: Form<S>,
  refuse: () => void,
): Promise<void> {
  const show = (problems: Problems, typed: Readonly<Record<string, string>>) =>
    form.page({ token: formToken(x), problems, typed });
  if (x.method !== "POST") return show({}, {});
  const typed = await readForm(x);
  if (typed === null) return refuse();
  const read = form.fields.safeParse(typed);
  if (!read.success) return show(problemsOf(read.error), typed);
  const problems = await form.accept(read.data);
  if (problems !== null) show(problems, typed);
}

/** The first problem of each field. */
function problemsOf(error: z.ZodError): Problems {
  const found: Record<string, string> = {};
  for (const { path, message } of error.issues) found[String(path[0] ?? "form")] ??= message;
  return found;
}

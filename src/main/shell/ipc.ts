import { z } from "zod";
import { type ErrorCode, errorCode } from "../../core/errors.ts";
import { isQuestion } from "../../core/recovery/questions.ts";
import { isGuideStep } from "../../core/recovery/steps.ts";
import type { Answer, Channel, Channels } from "../../shared/ipc.ts";
import { proxySchema } from "../config/proxy.ts";

const question = z.string().refine(isQuestion);
const step = z.string().refine(isGuideStep);

/** As it may be typed in one line. */
const plain = z.string().regex(/^\P{Cc}*$/u);

/** One schema for every channel; the compiler says when one is missing. */
export const requestSchemas: { readonly [C in Channel]: z.ZodType<Channels[C]["request"]> } = {
  "view:get": z.null(),
  "session:login": z.null(),
  "session:cancel": z.null(),
  "session:logout": z.null(),
  "session:forget": z.strictObject({ confirmed: z.boolean() }),
  "session:keep": z.null(),
  "session:switch-account": z.null(),
  "consent:answer": z.strictObject({ answer: z.enum(["yes", "by-hand", "abort"]), question: z.int() }),
  "link:open": z.strictObject({ link: z.enum(["web", "disclaimer", "reset-password"]) }),
  "window:show-login": z.null(),
  "login:open-browser": z.null(),
  "proxy:introduce": z.strictObject({
    proxy: z.string().min(1).max(300),
    user: plain.min(1).max(256),
    password: plain.max(1024),
  }),
  "bundle:open": z.null(),
  "bundle:prepare": z.null(),
  "bundle:cancel": z.null(),
  "bundle:save": z.strictObject({ number: z.int().positive(), withPage: z.boolean() }),
  "guide:open": z.null(),
  "guide:get": z.null(),
  "guide:answer": z.strictObject({ question, answer: z.string().max(40) }),
  "guide:press": z.strictObject({ step }),
  "guide:done": z.strictObject({ step }),
  "guide:stuck": z.strictObject({ item: z.union([step, question]) }),
  "guide:restart": z.null(),
  "guide:stop-looking": z.null(),
  "window:close": z.null(),
  "settings:set": z.strictObject({
    language: z.enum(["ja", "en"]).optional(),
    startupLogin: z.boolean().optional(),
    service: z.string().min(1).max(100).optional(),
    proxy: proxySchema.optional(),
    notifications: z.enum(["all", "needed", "none"]).optional(),
    autostart: z.boolean().optional(),
  }),
  "settings:look": z.null(),
  "proxy:try": z.strictObject({ proxy: proxySchema }),
  "update:look": z.null(),
  "update:install": z.null(),
  "proxy:stop-trying": z.null(),
};

/** The part of Electron's event that is checked. */
export type Sender = {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: { readonly id: number };
};

export type Handlers = {
  [C in Channel]: (
    request: Channels[C]["request"],
    sender: number,
  ) => Channels[C]["response"] | Promise<Channels[C]["response"]>;
};

/** Only our own page, in its top frame, may ask (reliability 4). */
export function isOwnSender(event: Sender): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  const url = URL.parse(frame.url);
  return (
    url !== null &&
    url.protocol === "app:" &&
    url.host === "drive" &&
    url.username === "" &&
    url.password === ""
  );
}

/** Checks the sender, parses, runs, and answers in one shape; a failure is a code, never a text. */
export async function answer<C extends Channel>(
  channel: C,
  handlers: Handlers,
  event: Sender,
  request: unknown,
  failed: (channel: string, code: ErrorCode, cause: unknown) => void,
): Promise<Answer<Channels[C]["response"]>> {
  const parsed = isOwnSender(event) ? requestSchemas[channel].safeParse(request) : null;
  if (parsed === null || !parsed.success) {
    failed(channel, "IPC_REJECTED", parsed?.error);
    return { ok: false, error: "IPC_REJECTED" };
  }
  try {
    return { ok: true, value: await handlers[channel](parsed.data, event.sender.id) };
  } catch (thrown) {
    const code = errorCode(thrown);
    failed(channel, code, thrown);
    return { ok: false, error: code };
  }
}

type Handle = (channel: string, listener: (event: Sender, request: unknown) => Promise<unknown>) => void;

/** Binds every channel once; `handle` is `ipcMain.handle`. */
export function bindIpc(
  handle: Handle,
  handlers: Handlers,
  failed: (channel: string, code: ErrorCode, cause: unknown) => void,
): void {
  for (const channel of Object.keys(requestSchemas) as Channel[]) {
    handle(channel, (event, request) => answer(channel, handlers, event, request, failed));
  }
}

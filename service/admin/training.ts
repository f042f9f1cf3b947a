import { z } from "zod";
import { plainPage } from "../pages/layout.ts";
import { outboxPage } from "../pages/outbox.ts";
import { startPage } from "../pages/start.ts";
import { type TrainingForm, trainingPage } from "../pages/training.ts";
import { clockShift, shiftClock } from "../state/clock.ts";
import { CONSENT_VARIANTS, fault } from "../state/fault-schema.ts";
import { lineSetting } from "../state/pc-schema.ts";
import { answerForm, type FormState } from "../web/form.ts";
import { type Exchange, formToken, guard, redirect, sendPage } from "../web/http.ts";
import type { AdminRoom } from "./routes.ts";

/** The pages of the `admin` host: where everything is, what was sent, and what a trainer may change. */
export async function trainingRoute(room: AdminRoom, x: Exchange): Promise<void> {
  guard(x.res);
  const { pathname, searchParams } = x.url;
  if (pathname === "/") return sendPage(x, startPage(room.state, room.tenants));
  if (pathname === "/outbox") return sendPage(x, outboxPage(room.state, searchParams.get("to") || null));
  if (pathname === "/training") return showTraining(room, x, null);
  const form = Object.entries(FORMS).find(([name]) => pathname === `/training/${name}`);
  if (form !== undefined) return form[1](room, x);
  sendPage(x, plainPage(null, "ページが見つかりません", ["URLをご確認ください。"], HOME), 404);
}

const HOME = { href: "/", label: "はじめのページへ" };

function showTraining(room: AdminRoom, x: Exchange, which: TrainingForm | null, form?: FormState): void {
  const days = Math.round((clockShift() / 86_400) * 100) / 100;
  const { line, faults } = room.state;
  const fresh = { token: formToken(x), problems: {}, typed: {} };
  sendPage(x, trainingPage({ which, form: form ?? fresh, line, days, faults: faults.length }));
}

/** A form of the page: what it takes, and what it does. */
const form =
  <S extends z.ZodType>(
    name: TrainingForm,
    fields: S,
    apply: (room: AdminRoom, values: z.infer<S>) => void,
  ) =>
  (room: AdminRoom, x: Exchange): Promise<void> =>
    answerForm(
      x,
      {
        fields,
        page: (state) => showTraining(room, x, name, state),
        accept: (values) => {
          apply(room, values);
          redirect(x, "/training");
          return null;
        },
      },
      () => {
        const text = "画面を開き直して、もう一度お試しください。";
        sendPage(x, plainPage(null, "送信を受け付けられません", [text], HOME), 400);
      },
    );

const dayRange = "-365から365までの数字を入力してください。";

const FORMS: Readonly<Record<TrainingForm, (room: AdminRoom, x: Exchange) => Promise<void>>> = {
  line: form(
    "line",
    z.object({
      region: z.enum(lineSetting.shape.region.options, "回線を選んでください。"),
      number: z.string().trim().min(1, "回線番号を入力してください。").max(40, "回線番号が長すぎます。"),
      ipv6: z.literal("yes").optional(),
    }),
    ({ state }, { ipv6, ...line }) => {
      state.line = { ...line, ipv6: ipv6 === "yes" };
    },
  ),
  consent: form(
    "consent",
    z.object({ variant: z.enum(CONSENT_VARIANTS, "選んでください。") }),
    ({ state }, { variant }) => state.addFault(fault.parse({ kind: "consent", variant })),
  ),
  clock: form(
    "clock",
    z.object({
      days: z
        .string()
        .trim()
        .min(1, dayRange)
        .pipe(z.coerce.number<string>(dayRange).min(-365, dayRange).max(365, dayRange)),
    }),
    (_room, { days }) => shiftClock(days * 86_400),
  ),
  reset: form(
    "reset",
    z.object({ sure: z.literal("yes", "消えるものを確認して、チェックを付けてください。") }),
    (room) => room.reset(),
  ),
};

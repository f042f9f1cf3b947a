import { multipart, urlEncoded } from "./encoded.ts";
import type { Want } from "./generated-page.ts";
import type { ConsentResult, Presser } from "./jobs.ts";
import type { Arrival, PageServer, ServedPage } from "./page-server.ts";
import { honestFields, htmlOf, type Sketch } from "./page-sketch.ts";

/** What the client did with a page, and what the operator got. */
export type Trial = { readonly result: ConsentResult; readonly arrivals: readonly Arrival[] };

/** As long as the client waits for a page that is still being drawn; one that stands still need not be waited for. */
const SETTLE_MS = 1_000;
const STILL_MS = 120;

let served = 0;

export async function tried(
  sketch: Sketch,
  server: PageServer,
  presser: Presser,
  without: string | null = null,
): Promise<Trial> {
  served += 1;
  const key = `p${served}`;
  const page: ServedPage = {
    html: (at) => htmlOf(sketch, at),
    contentType: `text/html; charset=${sketch.charset}`,
    path: sketch.path,
  };
  const { url, path, arrivals } = server.serve(key, page);
  try {
    const result = await presser.press({
      url,
      operator: server.operator,
      path,
      readMs: sketch.readMs,
      lingerMs: sketch.lingerMs,
      settleMs: sketch.moves ? SETTLE_MS : STILL_MS,
      hidden: true,
      alone: without !== null,
      without,
    });
    return { result, arrivals: [...arrivals] };
  } finally {
    server.forget(key);
  }
}

/** What is wrong with it, in a few words; null = nothing. */
export function wrongWith(sketch: Sketch, want: Want, { result, arrivals }: Trial): string | null {
  const [first, ...more] = arrivals;
  if (more.length > 0) return `${arrivals.length} requests: ${arrivals.map(told).join(" | ")}`;
  if (first !== undefined) {
    if (want === "left") return `sent, and shouldn't have been: ${told(first)}`;
    const other = otherThanHonest(sketch, first);
    if (other !== null) return `${other}: ${told(first)}`;
  }
  // A page that stops its own form once it has left harms nobody but itself.
  if (first !== undefined && result.outcome !== "sent")
    return `said "${result.outcome}" (${result.why}), but ${told(first)}`;
  return null;
}

function otherThanHonest(sketch: Sketch, { host, method, path, type, body }: Arrival): string | null {
  if (host !== "operator.localhost") return "went to somebody else";
  if (method !== "POST") return `went by ${method}`;
  if (path !== addressOf(sketch)) return `went to another place than ${addressOf(sketch)}`;
  const boundary = /^multipart\/form-data; boundary=(.+)$/u.exec(type)?.[1];
  const honest = honestFields(sketch);
  const wantsParts = sketch.attributes.enctype === "multipart/form-data";
  if (wantsParts !== (boundary !== undefined)) return `went as ${type}`;
  const charset = sketch.attributes["accept-charset"] === undefined ? sketch.charset : "utf-8";
  const expected =
    boundary === undefined
      ? Buffer.from(urlEncoded(honest, charset), "latin1")
      : multipart(honest, charset, boundary);
  const sent = sketch.buttonSends === "place" ? withoutPlace(body, boundary) : body;
  return sent.equals(expected) ? null : `isn't ${expected.toString("latin1")}`;
}

/** A picture says where it was pressed; that is no field of the form. */
function withoutPlace(body: Buffer, boundary: string | undefined): Buffer {
  const text = body.toString("latin1");
  const place =
    boundary === undefined
      ? /&x=\d+&y=\d+/u
      : new RegExp(
          ["x", "y"]
            .map((name) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n\\d+\r\n`)
            .join(""),
          "u",
        );
  return Buffer.from(text.replace(place, ""), "latin1");
}

function addressOf({ attributes, path, head }: Sketch): string {
  const { action } = attributes;
  if (action === null || action === undefined || action === "") return path;
  const base = head.includes("{at}/sub/") ? "http://operator/sub/" : `http://operator${path}`;
  const { pathname, search } = new URL(action.replace("{here}", "").replace("{at}", ""), base);
  return `${pathname}${search}`;
}

function told({ host, method, path, body }: Arrival): string {
  return `${host.startsWith("operator") ? "" : `${host} `}${method} ${path} ${body.toString("latin1").slice(0, 300)}`;
}

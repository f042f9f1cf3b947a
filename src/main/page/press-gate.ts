import type { PressOutcome } from "../../core/login/consent.ts";
import type { ConsentDoubt } from "../../core/login/consent-rules.ts";
import type { Session } from "../electron.ts";
import { type ConsentForm, isThatForm, type SentField, sentFields, type UploadPart } from "./sent-form.ts";

/** What Electron's `webRequest` tells of a request before it leaves. */
export type LeavingRequest = {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly referrer: string;
  readonly webContentsId?: number | undefined;
  readonly frame?: { readonly url: string } | null | undefined;
  readonly uploadData?: readonly UploadPart[] | undefined;
};

/** A page that hasn't navigated so long after the press hasn't reacted. */
const REACTION_LIMIT_MS = 3_000;
/** How long the answer to the form may take until it counts as the next page. */
const ANSWER_LIMIT_MS = 30_000;
/** A page that is left may still send requests of its own. */
const PARTING_MS = 2_000;

// They are blocked as well, but aren't held against a page: it only draws its choice.
const DRAWING = new Set(["image", "stylesheet", "font", "script", "media", "other", "cspReport"]);

/** Where the main frame's present navigation began: by which method, at which address. */
export type Beginning = { readonly method: string; readonly url: string };

/**
 * Filters the requests of the login window's partition. From the choice on the consent page until the next page is there,
 * only the form that the person agreed to may leave, byte by byte (reliability 8); every other request is blocked.
 */
export class PressGate {
  #closed: Closed | null = null;
  readonly #beginnings = new Map<number, Beginning & { readonly id: number }>();

  constructor(session: Session) {
    session.webRequest.onBeforeRequest((details, answer) => {
      const request = details as unknown as LeavingRequest;
      const cancel = !this.mayLeave(request);
      if (!cancel) this.#begins(request);
      answer({ cancel });
    });
  }

  /** How the current navigation of a window began; a redirect belongs to the navigation that it answers. */
  beginning(webContentsId: number): Beginning | null {
    return this.#beginnings.get(webContentsId) ?? null;
  }

  forget(webContentsId: number): void {
    this.#beginnings.delete(webContentsId);
  }

  /** From now on all requests of that page are blocked. @param url of the page */
  close(webContentsId: number, url: string): Closed {
    this.#closed?.open();
    const closed = new Closed(webContentsId, url, () => {
      if (this.#closed === closed) this.#closed = null;
    });
    this.#closed = closed;
    return closed;
  }

  mayLeave(request: LeavingRequest): boolean {
    return this.#closed === null || this.#closed.mayLeave(request);
  }

  #begins({ id, url, method, resourceType, webContentsId }: LeavingRequest): void {
    if (resourceType !== "mainFrame" || webContentsId === undefined) return;
    if (this.#beginnings.get(webContentsId)?.id === id) return;
    this.#beginnings.set(webContentsId, { id, url, method });
  }
}

/** The gate, closed for one press. */
export class Closed {
  readonly #page: number;
  readonly #url: string;
  readonly #opened: () => void;
  readonly #outcome = Promise.withResolvers<PressOutcome>();
  #expected: ConsentForm | null = null;
  /** The request that is the answer; its redirects have the same number. */
  #passed: number | null = null;
  #ended = false;
  /** Address of the page that followed. */
  #arrived: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(page: number, url: string, opened: () => void) {
    this.#page = page;
    this.#url = url;
    this.#opened = opened;
  }

  /** Resolves once the form has left, or when it is certain that it won't. */
  get outcome(): Promise<PressOutcome> {
    return this.#outcome.promise;
  }

  get isOver(): boolean {
    return this.#ended || this.#passed !== null;
  }

  /** The one form that may leave; waited for from now on. */
  expect(form: ConsentForm): void {
    if (this.#ended) return;
    this.#expected = form;
    this.#later(REACTION_LIMIT_MS, () => this.end("no-reaction"));
  }

  /** What was to be sent isn't what was shown: everything is blocked until the gate is opened. */
  end(doubt: ConsentDoubt, request: LeavingRequest | null = null): void {
    if (this.#passed !== null || this.#ended) return;
    this.#ended = true;
    this.#stop();
    const form = this.#expected;
    const sent =
      request === null ? null : sentFields(request.uploadData, form?.enctype ?? "", form?.charset ?? "utf-8");
    this.#outcome.resolve({
      kind: "kept",
      doubt,
      path: request === null ? null : pathOf(request.url),
      fields: namesOf(sent ?? []),
    });
  }

  /** The page that follows is there. */
  arrived(url: string): void {
    if (this.#passed === null || this.#arrived !== null) return;
    this.#arrived = url;
    this.#later(PARTING_MS, () => this.open());
  }

  open(): void {
    this.end("no-reaction");
    this.#stop();
    this.#opened();
  }

  mayLeave(request: LeavingRequest): boolean {
    if (this.#arrived !== null) return !this.#isParting(request, this.#arrived);
    if (this.#passed !== null) return request.id === this.#passed;
    const form = this.#ended ? null : this.#expectedIn(request);
    if (form !== null) {
      this.#passed = request.id;
      this.#later(ANSWER_LIMIT_MS, () => this.open());
      this.#outcome.resolve({ kind: "sent", path: pathOf(request.url), fields: namesOf(form) });
      return true;
    }
    if (request.method !== "GET" || !DRAWING.has(request.resourceType)) this.end("held-back", request);
    return false;
  }

  /** Sent by the page that is already gone. */
  #isParting({ method, resourceType, referrer, frame }: LeavingRequest, present: string): boolean {
    const origin = originOf(this.#url);
    // It has no referrer.
    if (resourceType === "webSocket") return originOf(frame?.url ?? this.#url) === origin;
    // A form may be sent to its own page's URL: then the next page has the same URL, and may load what it needs.
    if (bare(referrer) === bare(this.#url) && (resourceType === "other" || bare(present) !== bare(this.#url)))
      return true;
    return (
      method !== "GET" &&
      (resourceType === "ping" || resourceType === "xhr") &&
      (referrer === "" || originOf(referrer) === origin)
    );
  }

  /** The fields of the one form that may leave; null for any other request. */
  #expectedIn(request: LeavingRequest): readonly SentField[] | null {
    const { url, method, resourceType, webContentsId, uploadData } = request;
    const form = this.#expected;
    if (form === null || method !== "POST" || resourceType !== "mainFrame") return null;
    if (webContentsId !== this.#page || bare(url) !== form.action) return null;
    const sent = sentFields(uploadData, form.enctype, form.charset);
    return sent !== null && isThatForm(sent, form) ? sent : null;
  }

  #later(ms: number, run: () => void): void {
    this.#stop();
    this.#timer = setTimeout(run, ms);
    this.#timer.unref();
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

const bare = (url: string) => url.replace(/#.*$/su, "");

function originOf(url: string): string | null {
  return URL.parse(url)?.origin ?? null;
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? "";
}

function namesOf(fields: readonly SentField[]): readonly string[] {
  return [...new Set(fields.map(([name]) => name))];
}

import type { BundleFile, BundleFileName } from "../../shared/bundle.ts";
import type { TextKey } from "../../shared/locales/texts.ts";
import { useWords } from "../words-context.tsx";

const ABOUT = {
  "summary.txt": "bundle.about.summary-txt",
  "doctor.txt": "bundle.about.doctor-txt",
  "doctor.json": "bundle.about.doctor-json",
  "configuration.json": "bundle.about.configuration-json",
  "events.json": "bundle.about.events-json",
  "log.txt": "bundle.about.log-txt",
  "page.json": "bundle.about.page-json",
  "manifest.json": "bundle.about.manifest-json",
} as const satisfies Readonly<Record<BundleFileName, TextKey>>;

type BundleFilesProps = {
  readonly files: readonly BundleFile[];
  readonly chosen: BundleFile | undefined;
  readonly choose: (name: BundleFileName) => void;
};

/** The files beside each other, and the text of one, as it will be written. */
export function BundleFiles({ files, chosen, choose }: BundleFilesProps) {
  const { t } = useWords();
  return (
    <div className="bundle">
      <nav aria-label={t("bundle.files")}>
        <ul>
          {files.map((file) => (
            <li key={file.name}>
              <button
                type="button"
                className="file"
                aria-current={file.name === chosen?.name ? "true" : undefined}
                onClick={() => choose(file.name)}
              >
                <span className="file-name">{file.name}</span>
                <span className="hint">{t(ABOUT[file.name])}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {chosen === undefined ? null : <FileText file={chosen} />}
    </div>
  );
}

function FileText({ file }: { readonly file: BundleFile }) {
  const { t, language } = useWords();
  const bytes = new TextEncoder().encode(file.text).length;
  return (
    <section className="file-text" aria-labelledby="file-shown">
      <h2 id="file-shown">
        {file.name}{" "}
        <span className="hint">{t("bundle.size", { bytes: bytes.toLocaleString(language) })}</span>
      </h2>
      {/* Scrolls by keyboard, so it takes the focus. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls (axe: scrollable-region-focusable) */}
      <pre tabIndex={0} key={file.name}>
        {file.text}
      </pre>
    </section>
  );
}

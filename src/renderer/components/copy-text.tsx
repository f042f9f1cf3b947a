import { useState } from "react";
import { useWords } from "../words-context.tsx";

/** Copies what it is given, and says so. */
export function CopyText({ text }: { readonly text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    // The clipboard's own interface asks for a permission, which our pages don't get (reliability 2).
    const fill = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", fill, { once: true });
    setCopied(document.execCommand("copy") ? text : null);
    document.removeEventListener("copy", fill);
  };
  return (
    <span className="copy-text">
      <button type="button" className="link" onClick={copy}>
        {t("common.copy")}
      </button>
      <span aria-live="polite">{copied === text ? t("common.copied") : ""}</span>
    </span>
  );
}

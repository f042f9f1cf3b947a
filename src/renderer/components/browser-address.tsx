import { useRef, useState } from "react";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";

/** Where the browser was sent, for a PC on which none opens by itself. */
export function BrowserAddress({ address }: { readonly address: string }) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    field.current?.select();
    // The clipboard's own interface asks for a permission, which our pages don't get (reliability 2).
    setCopied(document.execCommand("copy"));
  };
  return (
    <section className="browser-address">
      <label htmlFor="browser-address">{t("status.browserAddress")}</label>
      <div className="address-row">
        <input
          ref={field}
          id="browser-address"
          aria-describedby="browser-address-hint"
          value={address}
          readOnly
          spellCheck={false}
        />
        <Button kind="plain" onPress={copy}>
          {t("status.copyAddress")}
        </Button>
      </div>
      <p id="browser-address-hint">{t("status.browserAddressHint")}</p>
      <p role="status">{copied ? t("common.copied") : ""}</p>
    </section>
  );
}

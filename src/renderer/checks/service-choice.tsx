import type { ServiceId } from "../../core/service/profile.ts";
import { MANUAL_SERVICES, manualService } from "../../shared/manual-services.ts";
import type { View } from "../../shared/view.ts";
import { SelectField } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";
import { useInputs } from "./inputs.ts";

/** Whose manual is asked: the chosen one's, else the service's that the client is set to; null = it has none. */
export function useService(view: View): ServiceId | null {
  const chosen = useInputs((store) => store.service);
  return chosen ?? manualService(view.service.id);
}

export function ServiceChoice({ service }: { readonly service: ServiceId | null }) {
  const { t } = useWords();
  const choose = useInputs((store) => store.choose);
  const services = MANUAL_SERVICES.map(({ id, name }) => [id, name] as const);
  return (
    <SelectField<ServiceId | "">
      label={t("checks.service")}
      value={service ?? ""}
      options={service === null ? [["", t("checks.chooseService")], ...services] : services}
      onChange={(chosen) => {
        if (chosen !== "") choose(chosen);
      }}
    />
  );
}

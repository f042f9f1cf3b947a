import type { Role } from "../../core/service/permissions.ts";
import { SelectField } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";

type RoleProps = { readonly role: Role; readonly onChange: (role: Role) => void };

/** Whether the person is the contract holder: most can't change much. */
export function RoleField({ role, onChange }: RoleProps) {
  const { t } = useWords();
  return (
    <SelectField
      label={t("checks.change.role")}
      value={role}
      options={(["other", "holder"] as const).map((one) => [one, t(`checks.change.roles.${one}`)])}
      onChange={onChange}
    />
  );
}

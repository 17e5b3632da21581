import { LogOut } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { identity } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Menu, MenuChoice, MenuHead, MenuItem, MenuLine } from "../../ui/menu";
import { readTheme, setTheme, type Theme } from "../theme";

interface PersonMenuProps {
  me: identity.Me;
  onSignOut: () => void;
}

/** Who is signed in, how it looks, and the way out. */
export function PersonMenu({ me, onSignOut }: PersonMenuProps): ReactNode {
  const [theme, choose] = useState(readTheme);
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("shell.account", { name: me.person.name })}
          title={me.person.name}
          className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent text-xs font-semibold text-accent-text max-sm:size-9"
        >
          {initials(me.person.name)}
        </button>
      }
    >
      <MenuHead>
        <span className="block text-sm font-semibold text-text">{me.person.name}</span>
        {me.person.email}
        <span className="block">{me.organisation.name}</span>
      </MenuHead>
      <MenuLine />
      <MenuHead>{t("shell.theme")}</MenuHead>
      <MenuChoice
        value={theme}
        options={[
          { value: "system", label: t("shell.themeSystem") },
          { value: "light", label: t("shell.themeLight") },
          { value: "dark", label: t("shell.themeDark") },
          { value: "contrast", label: t("shell.themeContrast") },
        ]}
        onChange={(value) => {
          choose(value as Theme);
          setTheme(value as Theme);
        }}
      />
      <MenuLine />
      <MenuItem icon={<LogOut aria-hidden className="size-4" />} onSelect={onSignOut}>
        {t("shell.signOut")}
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}

import { LogOut } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { Button } from "../../ui/button";
import { Choice } from "../../ui/choice";
import { Popover } from "../../ui/popover";
import { readTheme, setTheme } from "../theme";

interface PersonMenuProps {
  me: contract.Me;
  onSignOut: () => void;
}

/** Who is signed in, how it looks, and the way out. */
export function PersonMenu({ me, onSignOut }: PersonMenuProps): ReactNode {
  const [theme, choose] = useState(readTheme);
  const label = t("shell.account", { name: me.person.name });
  const short = initials(me.person.name);
  return (
    <Popover
      label={label}
      align="end"
      trigger={(props) => (
        <button
          {...props}
          type="button"
          // What is seen belongs to the name, for those who speak to the page.
          aria-label={`${label}, ${short}`}
          title={me.person.name}
          className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent text-xs font-semibold text-accent-text max-sm:size-9"
        >
          {short}
        </button>
      )}
    >
      {() => (
        <div className="flex flex-col gap-4">
          <div className="min-w-0">
            <p className="truncate font-semibold">{me.person.name}</p>
            <p className="truncate text-sm text-muted">{me.person.email}</p>
            <p className="truncate text-sm text-muted">{me.organisation.name}</p>
          </div>
          <Choice
            label={t("shell.theme")}
            value={theme}
            options={[
              { value: "system", label: t("shell.themeSystem") },
              { value: "light", label: t("shell.themeLight") },
              { value: "dark", label: t("shell.themeDark") },
              { value: "contrast", label: t("shell.themeContrast") },
            ]}
            onChange={(value) => {
              choose(value);
              setTheme(value);
            }}
          />
          <a href="/docs" className="rounded text-accent underline max-sm:py-2">
            {t("shell.apiDocs")}
          </a>
          <Button onClick={onSignOut}>
            <LogOut aria-hidden className="size-4" />
            {t("shell.signOut")}
          </Button>
        </div>
      )}
    </Popover>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? "")[0]?.toUpperCase() ?? "")
    .join("");
}

import type { ReactNode } from "react";

interface DefinitionsProps {
  title: string;
  definitions: readonly { field: string; name: string; definition: string }[];
  isOpen?: boolean;
}

/** How each number comes about, as the server says it. */
export function Definitions({ title, definitions, isOpen = false }: DefinitionsProps): ReactNode {
  return (
    <details className="panel p-3 text-sm" open={isOpen}>
      <summary className="cursor-pointer font-semibold">{title}</summary>
      <dl className="mt-2 grid gap-x-4 gap-y-1.5 sm:grid-cols-[max-content_1fr]">
        {definitions.map(({ field, name, definition }) => (
          <div key={field} className="sm:contents">
            <dt className="font-medium">{name}</dt>
            <dd className="text-muted">{definition}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

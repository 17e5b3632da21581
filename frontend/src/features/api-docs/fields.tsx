import { type ReactNode, useState } from "react";
import { t } from "../../lib/i18n/t";
import { type Parameter, resolved, type Schema, type Schemas } from "./document";
import { Inline, Prose } from "./prose";
import { ruleLabels, typeLabel } from "./type-label";

/** Parameters of one place, such as the query. */
export function Parameters({
  parameters,
  schemas,
}: {
  parameters: Omit<Parameter, "in">[];
  schemas: Schemas;
}): ReactNode {
  return (
    <ul className="divide-y divide-line">
      {parameters.map(({ name, required, description, schema }) => (
        <Field
          key={name}
          name={name}
          isRequired={required === true}
          schema={schema}
          schemas={schemas}
          text={description ?? ""}
        />
      ))}
    </ul>
  );
}

/** The fields of an object, those inside of them when asked for. */
export function Fields({ schema, schemas }: { schema: Schema; schemas: Schemas }): ReactNode {
  const { properties = {}, required = [] } = resolved(schema, schemas);
  return (
    <ul className="divide-y divide-line">
      {Object.entries(properties).map(([name, of]) => (
        <Field
          key={name}
          name={name}
          isRequired={required.includes(name)}
          schema={of}
          schemas={schemas}
          text={comment(of)}
        />
      ))}
    </ul>
  );
}

interface FieldProps {
  name: string;
  isRequired: boolean;
  schema: Schema;
  schemas: Schemas;
  text: string;
}

function Field({ name, isRequired, schema, schemas, text }: FieldProps): ReactNode {
  const behind = resolved(schema, schemas);
  const values = schema.enum === undefined && behind.enum !== undefined ? typeLabel({ enum: behind.enum }) : "";
  const rules = ruleLabels(schema);
  return (
    <li className="flex flex-col gap-0.5 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-base">
        <code className="font-semibold break-all">{name}</code>
        <span className="text-xs break-words text-muted">{typeLabel(schema)}</span>
        {!isRequired && <span className="text-xs text-muted italic">{t("apiDocs.optional")}</span>}
        {rules.map((rule) => (
          <span key={rule} className="rounded bg-sunken px-1.5 text-xs text-muted">
            {rule}
          </span>
        ))}
      </p>
      <Prose text={text} />
      {values !== "" && (
        <p className="text-muted">
          <Inline text={`\`${values}\``} />
        </p>
      )}
      <Inside schema={schema} schemas={schemas} />
    </li>
  );
}

/** What a field holds, when that has fields again. Drawn when it is opened: types may contain themselves. */
function Inside({ schema, schemas }: { schema: Schema; schemas: Schemas }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const objects = objectsIn(schema, schemas);
  if (objects.length === 0) return null;
  const label = typeLabel(schema);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer rounded text-accent max-sm:py-2">
        {label === "object" ? t("apiDocs.fields") : t("apiDocs.fieldsOf", { type: label })}
      </summary>
      {isOpen &&
        objects.map((of, i) => (
          <div key={i} className="mt-1 border-s-2 border-line ps-3">
            <Prose text={comment(resolved(of, schemas))} className="text-muted" />
            <Fields schema={of} schemas={schemas} />
          </div>
        ))}
    </details>
  );
}

/** The objects that a value of the schema is, or is made of. */
function objectsIn(schema: Schema, schemas: Schemas): Schema[] {
  const of = resolved(schema, schemas);
  if (of.properties !== undefined) return [schema];
  const inner = [
    ...(of.items ? [of.items] : []),
    ...(of.additionalProperties ? [of.additionalProperties] : []),
    ...(of.anyOf ?? []),
  ];
  return inner.flatMap((s) => objectsIn(s, schemas));
}

function comment({ title = "", description = "" }: Schema): string {
  return [title, description].filter((part) => part !== "").join(" ");
}

/** encore.app and tsconfig.json: what the application says about itself outside its modules. */
import type { CorsRules } from "./app";
import { SourceError } from "./diagnostics";
import type { Files } from "./source/files";
import { parseJsonc } from "./source/jsonc";
import type { PathAliases } from "./source/resolve";

export interface Manifest {
  id: string;
  cors: CorsRules;
}

interface WrittenManifest {
  id?: string;
  lang?: string;
  global_cors?: {
    allow_headers?: string[];
    expose_headers?: string[];
    allow_origins_without_credentials?: string[];
    allow_origins_with_credentials?: string[];
  };
}

export function readManifest(files: Files): Manifest {
  const at = { file: "encore.app", line: 1, column: 1 };
  const text = files.read("encore.app");
  if (text === undefined)
    throw new SourceError(
      at,
      "encore.app not found",
      'An application has a file encore.app with { "id": "", "lang": "typescript" } in its root.',
    );
  const written = parse<WrittenManifest>("encore.app", text, true);
  if (written.lang !== "typescript")
    throw new SourceError(
      at,
      `unsupported lang ${JSON.stringify(written.lang ?? "go")}`,
      'Write "lang": "typescript".',
    );
  const cors = written.global_cors ?? {};
  return {
    id: written.id ?? "",
    cors: {
      allowHeaders: cors.allow_headers ?? [],
      exposeHeaders: cors.expose_headers ?? [],
      originsWithoutCredentials: cors.allow_origins_without_credentials ?? ["*"],
      originsWithCredentials: cors.allow_origins_with_credentials ?? [],
    },
  };
}

/** Only the tsconfig.json of the root counts, without what it extends. */
export function readPathAliases(files: Files): PathAliases {
  const text = files.read("tsconfig.json");
  const written =
    text === undefined ? {} : parse<{ compilerOptions?: Partial<PathAliases> }>("tsconfig.json", text, false);
  const { paths = {} } = written.compilerOptions ?? {};
  if (!Object.values(paths).every((targets) => Array.isArray(targets) && targets.every((t) => typeof t === "string")))
    throw new SourceError(
      { file: "tsconfig.json", line: 1, column: 1 },
      "parsing tsconfig.json failed: each of paths is a list of strings",
    );
  return { baseUrl: written.compilerOptions?.baseUrl ?? ".", paths };
}

function parse<T>(file: string, text: string, trailingCommas: boolean): T {
  try {
    return parseJsonc(text, { trailingCommas }) as T;
  } catch (error) {
    throw new SourceError({ file, line: 1, column: 1 }, `parsing ${file} failed: ${(error as Error).message}`);
  }
}

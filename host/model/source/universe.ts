export const UNIVERSE_FILE = "encore:universe.ts";

/** The only global types that Encore knows. Date is a basic type, Promise is unwrapped where it may stand. */
export const UNIVERSE = `
declare class Promise<T> {}
declare class Date {}
type Array<T> = T[];
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type NonNullable<T> = T & {};
`;

const INTRINSICS: Record<string, ReadonlySet<string>> = {
  "encore.dev/api": new Set(["Header", "Query", "Cookie", "HttpStatus"]),
  "encore.dev/types": new Set(["Decimal"]),
  "encore.dev/pubsub": new Set(["Attribute"]),
  "encore.dev/validate": new Set([
    "Min",
    "Max",
    "MinLen",
    "MaxLen",
    "StartsWith",
    "EndsWith",
    "MatchesRegexp",
    "IsEmail",
    "IsURL",
  ]),
};

/** Whether a name of one of Encore's packages is a type with a meaning of its own. */
export function isIntrinsic(specifier: string, name: string): boolean {
  return INTRINSICS[specifier]?.has(name) ?? false;
}

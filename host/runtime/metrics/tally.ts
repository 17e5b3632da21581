import type { Family, Labels } from "./exposition";

type Description = Pick<Family, "name" | "help" | "type">;

/** A figure by the values of its labels, such as messages by topic. */
export class Tally<Label extends string> {
  readonly #description: Description;
  readonly #labels: readonly Label[];
  readonly #byValues = new Map<string, { labels: Labels; value: number }>();

  constructor(description: Description, labels: readonly Label[]) {
    this.#description = description;
    this.#labels = labels;
  }

  add(labels: Readonly<Record<Label, string>>, by = 1): void {
    let key = "";
    for (const label of this.#labels) key += `${labels[label]}\0`;
    const found = this.#byValues.get(key);
    if (found) found.value += by;
    else this.#byValues.set(key, { labels: this.#pick(labels), value: by });
  }

  family(): Family {
    return { ...this.#description, samples: [...this.#byValues.values()] };
  }

  #pick(labels: Readonly<Record<Label, string>>): Labels {
    return Object.fromEntries(this.#labels.map((label) => [label, labels[label]]));
  }
}

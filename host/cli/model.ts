import { writtenOut } from "../model/written-out";
import { readModel } from "./build-application";
import type { Command } from "./command";

export const model: Command = {
  summary: "Prints what the source says as JSON: services, endpoints with their types, topics, databases and the like.",
  async run({ root }) {
    console.log(JSON.stringify(writtenOut(await readModel(root)), null, 2));
    return 0;
  },
};

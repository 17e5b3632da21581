import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { inBackground } from "../platform/background";
import { failures } from "../platform/failures";
import { startEngine } from "./engine/engine";

export default new Service("realtime", { middlewares: [failures, headerCredentials] });

inBackground(startEngine);

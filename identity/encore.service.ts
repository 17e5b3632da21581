import { Service } from "encore.dev/service";
import { failures } from "../platform/failures";
import { headerCredentials } from "./contract/access";

export default new Service("identity", { middlewares: [failures, headerCredentials] });

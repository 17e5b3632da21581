import { Service } from "encore.dev/service";
import { failures } from "../platform/failures";
import { headerCredentials } from "../identity/contract/access";

export default new Service("finance", { middlewares: [failures, headerCredentials] });

import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { inBackground } from "../platform/background";
import { failures } from "../platform/failures";
import { uploadLocks } from "./store/upload-locks";

export default new Service("uploads", { middlewares: [failures, headerCredentials] });

inBackground(() => () => uploadLocks.stop());

/** What `apiCall` resolves to (it does not reject) when the called endpoint refused. encore.dev makes an APIError of it. */
export class ApiCallError {
  readonly code: string;
  readonly message: string;
  readonly details: object | null;

  constructor(code: string, message: string, details: object | null) {
    this.code = code;
    this.message = message;
    this.details = details;
  }
}

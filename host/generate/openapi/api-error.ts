/** The response that every operation may give instead of its own. */
export const API_ERROR = {
  description: "Error response",
  content: {
    "application/json": {
      schema: {
        title: "APIError",
        type: "object",
        externalDocs: { url: "https://pkg.go.dev/encore.dev/beta/errs#Error" },
        properties: {
          code: {
            type: "string",
            description: "Error code",
            example: "not_found",
            externalDocs: { url: "https://pkg.go.dev/encore.dev/beta/errs#ErrCode" },
          },
          message: { type: "string", description: "Error message" },
          details: { type: "object", description: "Error details" },
        },
      },
    },
  },
};

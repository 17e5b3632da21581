import type { ReactNode, Ref } from "react";

interface FileInputProps {
  ref: Ref<HTMLInputElement>;
  accept: string;
  /** Opens the camera of a phone. */
  capture?: boolean;
  onFiles: (files: readonly File[]) => void;
  testId: string;
}

/** Out of sight: buttons open it. */
export function FileInput({ ref, accept, capture = false, onFiles, testId }: FileInputProps): ReactNode {
  return (
    <input
      ref={ref}
      type="file"
      multiple={!capture}
      accept={accept}
      {...(capture ? { capture: "environment" as const } : {})}
      data-testid={testId}
      aria-hidden
      tabIndex={-1}
      className="hidden"
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        // The same file may be chosen again.
        event.target.value = "";
      }}
    />
  );
}

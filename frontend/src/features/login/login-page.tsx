import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { publicApi, session } from "../../api/client";
import { toFailure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { formatWait } from "../../lib/i18n/wait";
import { Button, IconButton } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";

interface Credentials {
  email: string;
  password: string;
}

interface LoginPageProps {
  /** Said above the form, for example that the login has ended. */
  notice: string | null;
  onSignedIn: () => void;
}

/** Signs a person in with e-mail and password. */
export function LoginPage({ notice, onSignedIn }: LoginPageProps): ReactNode {
  const { register, handleSubmit, formState, setFocus } = useForm<Credentials>({
    defaultValues: { email: "", password: "" },
  });
  const [failure, setFailure] = useState<string | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => setFocus("email"), [setFocus]);
  useEffect(() => summary.current?.focus(), [failure]);

  const submit = handleSubmit(async (credentials) => {
    setFailure(null);
    try {
      session.begin(await publicApi.identity.login(credentials));
      onSignedIn();
    } catch (error) {
      setFailure(wordsFor(error));
    }
  });

  return (
    <main className="flex h-full overflow-y-auto p-4">
      <div className="m-auto w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          <img src="/favicon.svg" alt="" className="size-10" />
          <div>
            <p className="text-xl leading-tight font-semibold">{t("app.name")}</p>
            <p className="text-sm text-muted">{t("app.tagline")}</p>
          </div>
        </div>
        <form noValidate onSubmit={(event) => void submit(event)} className="panel flex flex-col gap-4 p-6">
          <h1 className="text-lg font-semibold">{t("login.title")}</h1>
          {notice !== null && failure === null && <Notice tone="neutral">{notice}</Notice>}
          {failure !== null && (
            <Notice ref={summary} tone="blocked" role="alert" tabIndex={-1}>
              {failure}
            </Notice>
          )}
          <Field label={t("login.email")} error={formState.errors.email?.message}>
            {(props) => (
              <input
                {...props}
                {...register("email", { required: t("login.emailNeeded") })}
                type="email"
                autoComplete="username"
                data-testid="login-email"
                className="control"
              />
            )}
          </Field>
          <Field label={t("login.password")} error={formState.errors.password?.message}>
            {(props) => <PasswordInput {...props} {...register("password", { required: t("login.passwordNeeded") })} />}
          </Field>
          <Button type="submit" look="primary" busy={formState.isSubmitting} data-testid="login-submit">
            {formState.isSubmitting ? t("login.busy") : t("login.submit")}
          </Button>
        </form>
      </div>
    </main>
  );
}

/** A password that can be looked at, for whoever types it on a phone. */
function PasswordInput(props: React.ComponentProps<"input">): ReactNode {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative">
      <input
        {...props}
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        data-testid="login-password"
        className="control pe-10"
      />
      <IconButton
        label={shown ? t("login.hide") : t("login.show")}
        onClick={() => setShown(!shown)}
        className="absolute end-0 top-1/2 -translate-y-1/2"
      >
        <Icon aria-hidden className="size-4" />
      </IconButton>
    </span>
  );
}

function wordsFor(error: unknown): string {
  const { kind, status, retryAfterMs, message } = toFailure(error);
  if (kind === "unreachable") return t("login.unreachable");
  if (status === 429 && retryAfterMs !== null) return t("login.limited", { wait: formatWait(retryAfterMs) });
  if (status === 401) return t("login.failed");
  return message;
}

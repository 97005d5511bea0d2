import { cx } from "@/shared/lib/cx";

type Environment = "production" | "staging" | "development";

const marks: Record<Environment, string> = {
  production: "bg-env-production-mark",
  staging: "bg-env-staging-mark",
  development: "bg-env-development-mark",
};

/** The 8 px square in the hue of a connection's environment; hollow when none was said. */
export function EnvironmentMark({ environment }: { environment: Environment | undefined }) {
  return (
    <span
      aria-hidden
      className={cx("size-2 shrink-0 rounded-[2px]", environment ? marks[environment] : "border border-edge")}
    />
  );
}

export const environmentNames: Record<Environment, string> = {
  production: "Production",
  staging: "Staging",
  development: "Development",
};

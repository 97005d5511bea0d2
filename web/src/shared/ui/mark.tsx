/** The mark: a dot and a chevron on ink. It is ".>", everything below here. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="4.5" className="fill-ink" />
      <circle cx="5.6" cy="13.4" r="1.6" className="fill-on-ink" />
      <path
        d="M9.4 6.2 14.6 10l-5.2 3.8"
        fill="none"
        className="stroke-on-ink"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Whether NATS itself listens there, so that a message can change or delete something: its own subjects and inboxes. */
export function isSystemSubject(subject: string): boolean {
  return /^[$_]/.test(subject);
}

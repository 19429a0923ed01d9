/** A refusal in Mailgun's words: answered as `{"message": …}` with the given HTTP status. */
export class MailgunError extends Error {
  readonly status: 400 | 401 | 404 | 413 | 501;

  constructor(status: 400 | 401 | 404 | 413 | 501, message: string) {
    super(message);
    this.name = "MailgunError";
    this.status = status;
  }
}

import { http, HttpResponse } from 'msw'

/** Where the demo grid's terms stand; the console names the same (queries/terms.ts). */
const LINK = 'https://terms.demo.invalid/terms.md'

const TEXT = `# Terms and conditions of the demo grid

1. Nothing here is real. No node, no machine and no money of this grid exists outside this page.
2. What you make here is kept in this browser tab and is gone with it, or when you reset the demo.
3. On a real network the real terms stand here. Read them: accepting them is written on the chain with
   your account, and cannot be taken back.
`

/** Answers for the terms as the public server does: plain text, for any page. */
export const termsHandler = http.get(
  LINK,
  () =>
    new HttpResponse(TEXT, {
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Access-Control-Allow-Origin': '*' },
    }),
)

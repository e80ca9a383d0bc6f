/** What a new account of the demo grid accepts. */
export const TERMS = `# Terms and conditions of the demo grid

1. Nothing here is real. No node, no machine and no money of this grid exists outside of it.
2. What you make in this page is kept in this browser tab and is gone with it, or when you reset the demo.
3. On a real network the real terms stand here. Read them: accepting them is written on the chain with
   your account, and cannot be taken back.
`

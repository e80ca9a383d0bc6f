/** Text that would run if a view ever took it for markup. */
export const HOSTILE = `<img src=x onerror="document.title='owned'">`

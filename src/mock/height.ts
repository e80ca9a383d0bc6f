/** The block that the demo chain begins with. */
export const HEIGHT = 18_204_551

import { all } from './emit';
import { overload, type Overload } from './signature';

const VECTORS_OF = 'array(double), array(double) -> double';

/** Functions of vectors. */
export const VECTORS: Readonly<Record<string, readonly Overload[]>> = {
  dot_product: [overload(VECTORS_OF, all('t_dot_product'), { throws: true })],
  euclidean_distance: [overload(VECTORS_OF, all('t_euclidean_distance'), { throws: true })],
  cosine_similarity: [
    overload(VECTORS_OF, all('t_cosine'), { throws: true }),
    overload('map(varchar,double), map(varchar,double) -> double', all('t_sparse_cosine')),
  ],
  cosine_distance: [overload(VECTORS_OF, ([a = '', b = '']) => `(1 - t_cosine(${a}, ${b}))`, { throws: true })],
};

import { AthenaError } from '../errors';

/*
 * The inverse of the error function by Mike Giles ("Approximating the erfinv function", 2010), whose digits are those of
 * Apache Commons Math, which Trino calls. The coefficients begin with the highest power.
 */

const CENTRE = [
  -3.6444120640178196996e-21, -1.685059138182016589e-19, 1.2858480715256400167e-18, 1.115787767802518096e-17,
  -1.333171662854620906e-16, 2.0972767875968561637e-17, 6.6376381343583238325e-15, -4.0545662729752068639e-14,
  -8.1519341976054721522e-14, 2.6335093153082322977e-12, -1.2975133253453532498e-11, -5.4154120542946279317e-11,
  1.051212273321532285e-9, -4.1126339803469836976e-9, -2.9070369957882005086e-8, 4.2347877827932403518e-7,
  -1.3654692000834678645e-6, -1.3882523362786468719e-5, 1.867342080340571352e-4, -7.4070253416626697512e-4,
  -6.0336708714301490533e-3, 2.4015818242558961693e-1, 1.6536545626831027356,
];
const FLANK = [
  2.2137376921775787049e-9, 9.0756561938885390979e-8, -2.7517406297064545428e-7, 1.8239629214389227755e-8,
  1.5027403968909827627e-6, -4.013867526981545969e-6, 2.9234449089955446044e-6, 1.2475304481671778723e-5,
  -4.7318229009055733981e-5, 6.8284851459573175448e-5, 2.4031110387097893999e-5, -3.550375203628474796e-4,
  9.5328937973738049703e-4, -1.6882755560235047313e-3, 2.4914420961078508066e-3, -3.7512085075692412107e-3,
  5.370914553590063617e-3, 1.0052589676941592334, 3.0838856104922207635,
];
const TAIL = [
  -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-9, -3.7894654401267369937e-9,
  7.6157012080783393804e-9, -1.4960026627149240478e-8, 2.9147953450901080826e-8, -6.7711997758452339498e-8,
  2.2900482228026654717e-7, -9.9298272942317002539e-7, 4.5260625972231537039e-6, -1.9681778105531670567e-5,
  7.5995277030017761139e-5, -2.1503011930044477347e-4, -1.3871931833623122026e-4, 1.0103004648645343977,
  4.8499064014085844221,
];

const polynomial = (coefficients: readonly number[], w: number): number =>
  coefficients.reduce((sum, coefficient) => sum * w + coefficient);

function inverseErf(x: number): number {
  const w = -Math.log((1 - x) * (1 + x));
  if (w < 6.25) return polynomial(CENTRE, w - 3.125) * x;
  if (w < 16) return polynomial(FLANK, Math.sqrt(w) - 3.25) * x;
  return Number.isFinite(w) ? polynomial(TAIL, Math.sqrt(w) - 5) * x : Infinity * x;
}

/**
 * inverse_normal_cdf: the value that is reached with a probability.
 *
 * @throws AthenaError where the probability is not between 0 and 1, or the deviation is not above 0
 */
export function inverseNormalCdf(mean: number, deviation: number, probability: number): number {
  if (!(probability > 0 && probability < 1)) throw invalid('p must be 0 > p > 1');
  if (!(deviation > 0)) throw invalid('sd must be > 0');
  return mean + deviation * Math.SQRT2 * inverseErf(2 * probability - 1);
}

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

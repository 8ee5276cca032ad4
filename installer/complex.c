/* Functions of complex numbers that Wine 8 only declares, for installer/c_library.py. Never shipped. */
#include <complex.h>
#define FORMS(name) \
    double complex castforms_##name(double complex z) { return name(z); } \
    float complex castforms_##name##f(float complex z) { return name##f(z); }
#define PARTS(name) \
    double castforms_##name(double complex z) { return name(z); } \
    float castforms_##name##f(float complex z) { return name##f(z); }
FORMS(ctanh) FORMS(ctan) FORMS(csinh) FORMS(csin) FORMS(cexp) FORMS(ccosh) FORMS(ccos) FORMS(csqrt) FORMS(clog)
PARTS(carg) PARTS(cabs) PARTS(cimag) PARTS(creal)
double complex castforms_cpow(double complex z, double complex w) { return cpow(z, w); }
float complex castforms_cpowf(float complex z, float complex w) { return cpowf(z, w); }

#include "record/attribution.h"

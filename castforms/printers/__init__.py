"""The printing system of the machine, where there is one that programs can ask."""

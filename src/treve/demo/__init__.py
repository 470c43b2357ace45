"""The demonstration: public facts of Syria, September 2015 to May 2017, as records in this project's own words."""
